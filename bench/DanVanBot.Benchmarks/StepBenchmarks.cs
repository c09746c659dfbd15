using BenchmarkDotNet.Attributes;
using DanVanBot.Dialogs;

namespace DanVanBot.Benchmarks;

/// <summary>One turn of the shipped petition dialog (<c>dialogs/phan-anh</c>) in the engine alone: no storage, no channel; the functions of the slices are stood in for by constants.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 6, 12, 8, 0, 0, TimeSpan.FromHours(7));
    private static readonly object Nobody = new();
    private readonly DialogEngine _engine = new(DialogSet.Load(Path.Combine(Root(), "dialogs")).Require(), Functions());
    private DialogState _atField = null!;
    private DialogState _atContent = null!;
    private DialogState _atReview = null!;

    [GlobalSetup]
    public void Setup()
    {
        _atField = _engine.Start("phan-anh", null, Now, Nobody, 1).State!;
        _atContent = Turn(_atField, new DialogInput.Text("1"), "content");
        var place = Turn(_atContent, new DialogInput.Text("cống trước nhà bị nghẹt, nước tràn ra đường từ tuần trước"), "place");
        var photos = Turn(place, new DialogInput.Text("thôn Gò Sim, gần nhà văn hóa"), "photos");
        var contact = Turn(photos, new DialogInput.Press(photos.Nonce, "!skip"), "contact");
        _atReview = Turn(contact, new DialogInput.Text("0905 000 111"), "review");
        var sent = Send();
        if (sent.Outcome != TurnOutcome.Finished) throw new InvalidOperationException($"Sending ended as {sent.Outcome}.");
        if (MisfitAnswer().Outcome != TurnOutcome.Misfit) throw new InvalidOperationException("The short answer was taken.");
    }

    [Benchmark(Baseline = true)]
    public DialogTurn TextAnswer() => Advance(_atContent, new DialogInput.Text("đường hư ba tháng chưa ai sửa, xe qua lại rất khó"));

    [Benchmark]
    public DialogTurn ButtonPress() => Advance(_atField, new DialogInput.Press(_atField.Nonce, "f0"));

    [Benchmark]
    public DialogTurn MisfitAnswer() => Advance(_atContent, new DialogInput.Text("hư"));

    [Benchmark]
    public DialogTurn Send() => Advance(_atReview, new DialogInput.Press(_atReview.Nonce, "!send"));

    private DialogTurn Advance(DialogState state, DialogInput input) => _engine.Advance(state, input, Now, Nobody);

    private DialogState Turn(DialogState state, DialogInput input, string expected) =>
        Advance(state, input).State is { } next && next.Step == expected
            ? next
            : throw new InvalidOperationException($"The dialog did not come from '{state.Step}' to '{expected}'.");

    private static DialogFunctions Functions() => new DialogFunctions()
        .When("consent-needed", _ => false)
        .Options("petition-fields", _ => [.. WordTables.Labels.Select((label, i) => new Choice($"f{i}", label))])
        .Value("my-phone", _ => null)
        .Check("phone-valid", (_, v) => CheckResult.Good(v))
        .Show("office", _ => new { name = "-", phone = "0255 000 000", address = "-", hours = "-" })
        .Effect("give-consent", _ => EffectResult.Of("ok"))
        .Effect("submit-petition", _ => EffectResult.Of("ok", ("code", "PA26-0000-00"), ("seen", "2026-06-13"), ("due", "2026-06-26"), ("law", null)));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DanVanBot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("DanVanBot.sln is in no folder above the program.");
    }
}
