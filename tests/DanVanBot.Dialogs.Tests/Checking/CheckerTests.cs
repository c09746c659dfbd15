using DanVanBot.Dialogs.Tests.Fakes;

namespace DanVanBot.Dialogs.Tests.Checking;

/// <summary>A broken definition is named with its file, its line and what is wrong.</summary>
public sealed class CheckerTests
{
    private const string Good = "- ask: a\n  type: text\n  label: A\n  text: A\n";

    /// <summary>All that is wrong with a dialog "d" of these steps (they begin on line 4).</summary>
    private static List<LoadError> Errors(string steps, string head = "", DialogFunctions? functions = null)
    {
        using TestFolder folder = new();
        folder.Dialog("d", steps, head);
        foreach (string id in (string[])["hoi", "phan-anh", "tro-giup", "lien-ket", "tra-cuu", "tra-loi", "hang-doi", "bo-sung", "bao-cao", "tinh-hinh-bao-cao", .. FakeFunctions.OnTheSearch])
            folder.Dialog(id, "- say: X");
        LoadResult result = folder.Load();
        List<LoadError> errors = [.. result.Errors];
        if (result.Set is not null)
            errors.AddRange(DialogChecker.Check(result.Set, functions ?? new DialogFunctions()));
        return errors;
    }

    [Fact]
    public void Check_GoodDialog_FindsNothing() => Errors(Good).Should().BeEmpty();

    [Theory]
    [InlineData("- ask: a\n  type: txt\n  text: A", 5, "'txt' is no slot type")]
    [InlineData("- ask: a\n  type: text\n  text: A\n  optinal: true", 7, "'optinal' is not known here")]
    [InlineData("- ask: a\n  type: text", 4, "has no text")]
    [InlineData("- say: ''", 4, "has no text")]
    [InlineData("- text: A", 4, "a step is exactly one of")]
    [InlineData("- say: A\n  do: b", 4, "say and do")]
    [InlineData("- ask: a\n  type: number\n  text: A\n  min: mot", 7, "'min' is a whole number")]
    [InlineData("- ask: a\n  type: text\n  text: A\n  optional: co", 7, "true or false")]
    [InlineData("- ask: a\n  type: text\n  text: A\n  keep: [anh]", 7, "'anh' is no kind of file")]
    [InlineData("- say: A\n  id: x\n- say: B\n  id: x", 6, "a second step is called 'x'")]
    [InlineData("- say: A\n  next: nowhere", 4, "goes on to 'nowhere'")]
    [InlineData("- ask: a\n  type: text\n  text: A\n  back: nowhere", 4, "goes back to 'nowhere'")]
    [InlineData("- say: A\n  otherwise: end", 4, "needs a 'when'")]
    [InlineData("- say: A\n  when: is-king", 4, "no when function is called 'is-king'")]
    [InlineData("- do: fly", 4, "no effect function is called 'fly'")]
    [InlineData("- show: moon\n  text: A", 4, "no show function is called 'moon'")]
    [InlineData("- ask: a\n  type: choice\n  options: stars\n  text: A", 4, "no options function is called 'stars'")]
    [InlineData("- ask: a\n  type: text\n  check: taste\n  text: A", 4, "no check function is called 'taste'")]
    [InlineData("- ask: a\n  type: text\n  value: gold\n  text: A", 4, "no value function is called 'gold'")]
    [InlineData("- ask: a\n  type: choice\n  text: A", 4, "has either a list of options")]
    [InlineData("- ask: a\n  type: choice\n  text: A\n  options: [{value: x, label: Một nhãn dài quá hai mươi chữ}]", 4, "at most 20")]
    [InlineData("- ask: a\n  type: choice\n  text: A\n  options: [{value: x, label: X}, {value: x, label: Y}]", 7, "the same value")]
    [InlineData("- ask: a\n  type: choice\n  text: A\n  options: [{value: '!x', label: X}]", 7, "must not begin with '!'")]
    [InlineData("- ask: a\n  type: choice\n  text: A\n  options: [{value: x, label: X}]\n  next: {y: end}", 4, "has no outcome 'y'")]
    [InlineData("- ask: a\n  type: yes-no\n  text: A\n  next: {yes: end, no: end}\n- say: B", 8, "is never reached")]
    [InlineData("- id: a\n  say: A\n- say: B\n  next: a", 6, "form a circle")]
    [InlineData("- goto: mars", 4, "there is no dialog 'mars'")]
    [InlineData("- say: A\n  buttons: [{label: X, start: mars}]", 5, "there is no dialog 'mars'")]
    [InlineData("- say: A\n  buttons: [{label: X}]", 5, "either 'start'")]
    [InlineData("- say: A\n  buttons: [{label: Nhãn này dài hơn hai mươi, start: d}]", 5, "at most 20")]
    [InlineData("- say: 'A {{#if b}}'", 4, "does not compile")]
    [InlineData("- say: 'A {{slots.b.value}}'", 4, "names the slot 'b'")]
    [InlineData("- say: 'A {{offise.phone}}'", 4, "names 'offise'")]
    [InlineData("- review: [a]\n  send: Gửi\n  text: A", 4, "which nothing asks")]
    [InlineData("- ask: a\n  type: text\n  text: A\n- review: [a]\n  send: Gửi\n  text: A", 4, "needs a 'label'")]
    [InlineData("- ask: a\n  type: text\n  text: A\n  min: 9\n  max: 3", 4, "larger than 'max'")]
    [InlineData("- ask: a\n  type: text\n  text: A\n  max: 5000", 4, "at most 4000")]
    [InlineData("- ask: a\n  type: text\n  text: A\n- ask: a\n  id: b\n  type: date\n  text: A", 7, "as Text and as Date")]
    public void Check_BrokenStep_IsNamedWithFileAndLine(string steps, int line, string message) =>
        Errors(steps).Should().Contain(e => e.File == "d/dialog.yaml" && e.Line == line && e.Message.Contains(message));

    [Fact]
    public void Check_EffectWithDeclaredOutcomes_KnowsAMisspeltOne()
    {
        DialogFunctions f = new();
        f.Effect("send", _ => EffectResult.Of("ok"), "ok", "limit");
        Errors("- do: send\n  next: {ok: end, limmit: end}", functions: f)
            .Should().Contain(e => e.Line == 4 && e.Message.Contains("no outcome 'limmit'; it has: ok, limit"));
    }

    [Fact]
    public void Check_EffectWithAnOutcomeLedNowhere_IsNamedButARefusalHasItsPhrase()
    {
        DialogFunctions f = new();
        f.Effect("send", _ => EffectResult.Of("ok"), "ok", "limit", "not-allowed");
        Errors("- do: send\n  next: {ok: end}", functions: f)
            .Should().ContainSingle().Which.Message.Should().Contain("does not say where the outcome 'limit' leads");
    }

    [Theory]
    [InlineData("commands: [/huy]\n", "belongs to (built in)")]
    [InlineData("commands: [huy]\n", "is not / and small letters")]
    [InlineData("commands: [/d, /D]\n", "belongs to d already")]
    [InlineData("phrases: [gửi đi, gui di]\n", "belongs to d already")]
    [InlineData("phrases: [quay lại]\n", "means 'back' at every step")]
    [InlineData("when: is-king\n", "no when function is called 'is-king'")]
    [InlineData("otherwise: nothing-such\n", "there is no phrase 'nothing-such'")]
    public void Check_BrokenHead_IsNamed(string head, string message) =>
        Errors(Good, head).Should().Contain(e => e.File == "d/dialog.yaml" && e.Message.Contains(message));

    [Fact]
    public void Load_BrokenYaml_NamesFileAndLine()
    {
        using TestFolder folder = new();
        folder.Write("d/dialog.yaml", "id: d\ntitle: D\nsteps:\n  - say: A\n - say: B\n");
        folder.Load().Errors.Should().ContainSingle(e => e.File == "d/dialog.yaml" && e.Line == 5 && e.Message.StartsWith("not YAML"));
    }

    [Fact]
    public void Load_DuplicateKey_NamesItsLine()
    {
        using TestFolder folder = new();
        folder.Write("d/dialog.yaml", "id: d\ntitle: D\ntitle: E\nsteps:\n  - say: A\n");
        folder.Load().Errors.Should().ContainSingle(e => e.File == "d/dialog.yaml" && e.Line == 3);
    }

    [Fact]
    public void Load_IdThatIsNotTheFolder_IsRefused()
    {
        using TestFolder folder = new();
        folder.Write("d/dialog.yaml", "id: e\ntitle: D\nsteps:\n  - say: A\n");
        folder.Load().Errors.Should().ContainSingle(e => e.Line == 1 && e.Message.Contains("is not the name of the folder"));
    }

    [Fact]
    public void Load_NoFolderOrNoWords_SaysSo()
    {
        DialogSet.Load(Path.Combine(Path.GetTempPath(), "no-such-folder-of-dialogs")).Errors.Should().ContainSingle();
        using TestFolder folder = new(withWords: false);
        folder.Dialog("d", "- say: A").Load().Errors.Select(e => e.File).Should().Contain(["words.yaml", "phrases.yaml"]);
        folder.Load().Invoking(r => r.Require()).Should().Throw<InvalidDataException>().WithMessage("*words.yaml:1:*");
    }

    [Fact]
    public void Check_MissingPhrase_IsNamed()
    {
        using TestFolder folder = TestFolder.CopyOfShipped();
        folder.Write("phrases.yaml", folder.Read("phrases.yaml").Replace("stale-press:", "stale-prss:"));
        DialogChecker.Check(folder.Load().Require(), FakeFunctions.All())
            .Should().ContainSingle(e => e.File == "phrases.yaml" && e.Message.Contains("'stale-press' is missing"));
    }

    [Fact]
    public void Check_GuardGroupWithoutPhrase_IsNamed()
    {
        using TestFolder folder = TestFolder.CopyOfShipped();
        folder.Write("words/danger.yaml", "groups:\n  - {id: quake, numbers: ['112'], words: [động đất]}\n");
        DialogChecker.Check(folder.Load().Require(), FakeFunctions.All()).Should().ContainSingle(e => e.Message.Contains("danger-quake"));
    }

    [Fact]
    public void Check_BrokenTranscript_IsNamedWithItsLine()
    {
        using TestFolder folder = TestFolder.CopyOfShipped();
        folder.Write("hoi/sai.transcript", "> /hoi\n< Xin\n? gì đây\n");
        DialogChecker.Check(folder.Load().Require(), FakeFunctions.All())
            .Should().ContainSingle(e => e.File == "hoi/sai.transcript" && e.Line == 3);
    }

    [Fact]
    public void Load_BrokenWords_AreNamed()
    {
        using TestFolder folder = new();
        folder.Write("words.yaml", folder.Read("words.yaml").Replace("  một: 1\n", "  một: mot\n").Replace("Chủ nhật, ", "").Replace("more: Xem thêm", "mor: Xem thêm"));
        folder.Dialog("d", "- say: A").Load().Errors.Should().HaveCount(3).And.OnlyContain(e => e.File == "words.yaml" && e.Line > 1);
    }

    [Fact]
    public void ToMermaid_ShippedDialogs_DrawEveryStep()
    {
        DialogSet set = DialogSet.Load(Repo.Dialogs).Require();
        foreach (Dialog dialog in set.Dialogs.Values)
        {
            string[] lines = DialogGraph.ToMermaid(dialog).Split('\n');
            lines[0].Should().Be("flowchart TD");
            lines.Count(l => l.Contains('"') && !l.Contains("-->")).Should().Be(dialog.Steps.Count);
        }
    }

    [Fact]
    public void ToMermaid_Branches_CarryTheirOutcome()
    {
        using TestFolder folder = new();
        Dialog d = folder.Dialog("d", "- ask: a\n  type: yes-no\n  text: A\n  next: {yes: b, no: end}\n- id: b\n  say: B").Load().Require().Dialogs["d"];
        DialogGraph.ToMermaid(d).Should().Contain("s0 -->|\"yes\"| s1").And.Contain("s0 -->|\"no\"| fin").And.Contain("s1 --> fin");
    }
}
