using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Reporting;
using DanVanBot.Core.Units;
using DanVanBot.Dialogs;

namespace DanVanBot.Core.Tests.Offices;

/// <summary>The shipped dialogs and the slices fit together.</summary>
public sealed class ShippedDialogsTests
{
    [Fact]
    public void Check_ShippedDialogsWithTheRealFunctions_HasNoErrors()
    {
        var slices = new Slices();
        PeopleSlice.Register(slices);
        PetitionSlice.Register(slices);
        ReportingSlice.Register(slices);
        QuestionSlice.Register(slices);
        DialogChecker.Check(DialogSet.Load(Repo.Dialogs).Require(), slices.Functions).Should().BeEmpty();
    }

    [Fact]
    public void Phrases_SaidByTheSlices_AreShipped()
    {
        var phrases = DialogSet.Load(Repo.Dialogs).Require().Phrases;
        Notices.Phrases.Should().OnlyContain(p => phrases.Has(p));
    }

    [Fact]
    public void Form_OfEveryDuty_IsAskedByTheDialog()
    {
        var dialog = DialogSet.Load(Repo.Dialogs).Require().Dialogs["bao-cao"];
        foreach (var form in OfficeCalendarTests.Load().Forms.Values)
            form.Fields.Should().OnlyContain(f => dialog.Asking(f.Id) != null, form.Id);
    }
}
