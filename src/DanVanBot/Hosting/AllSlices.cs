using DanVanBot.Core.Conversations;
using DanVanBot.Core.Petitions;
using DanVanBot.Core.Questions;
using DanVanBot.Core.Reporting;
using DanVanBot.Core.Units;

namespace DanVanBot.Hosting;

/// <summary>The slices this program is made of.</summary>
public static class AllSlices
{
    /// <summary>All their functions and handlers.</summary>
    public static Slices Make()
    {
        var slices = new Slices();
        PeopleSlice.Register(slices);
        PetitionSlice.Register(slices);
        ReportingSlice.Register(slices);
        QuestionSlice.Register(slices);
        return slices;
    }
}
