using System.Globalization;
using System.Text;
using DanVanBot.Directives.Data;

namespace DanVanBot.Directives.Answering;

/// <summary>The sentences around an answer, from <c>texts.yaml</c> or an office's own file of the same form.</summary>
public sealed class AnswerTexts
{
    private static readonly Lazy<AnswerTexts> Shipped = new(() => new AnswerTexts(DataNode.Embedded("texts.yaml")));
    private readonly Dictionary<string, string> _answer;
    private readonly Dictionary<string, string> _warnings;
    private readonly Dictionary<string, string> _reasons;

    private AnswerTexts(DataNode root)
    {
        root.OnlyKeys("answer", "warnings", "reasons");
        _answer = Read(root["answer"]);
        _warnings = Read(root["warnings"]);
        _reasons = Read(root["reasons"]);
    }

    /// <summary>The texts compiled into this assembly.</summary>
    public static AnswerTexts Default => Shipped.Value;

    /// <summary>An office's own texts; what it leaves out is taken from the shipped ones.</summary>
    /// <exception cref="DataFileException">Broken YAML or an unknown part, with file and line.</exception>
    public static AnswerTexts Parse(string yaml, string file)
    {
        var own = new AnswerTexts(DataNode.Parse(yaml, file));
        foreach (var (key, value) in Default._answer) own._answer.TryAdd(key, value);
        foreach (var (key, value) in Default._warnings) own._warnings.TryAdd(key, value);
        foreach (var (key, value) in Default._reasons) own._reasons.TryAdd(key, value);
        return own;
    }

    internal string Answer(string key, params (string Key, string Value)[] data) => Fill(_answer[key], data);

    internal string Reason(string reason, IReadOnlyDictionary<string, string> data) => Fill(_reasons.GetValueOrDefault(reason, _reasons["not-found"]), data);

    /// <summary>The sentence of a warning.</summary>
    public string Warning(AnswerWarning warning)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return Fill(_warnings[warning.Code], warning.Data);
    }

    internal static string Fill(string template, IEnumerable<KeyValuePair<string, string>> data)
    {
        var text = new StringBuilder(template);
        // The quotation goes in last, so that braces in a document are never taken for places to fill.
        foreach (var (key, value) in data.OrderBy(d => d.Key == "quote" ? 1 : 0)) text.Replace("{" + key + "}", value);
        return text.ToString();
    }

    private static string Fill(string template, (string Key, string Value)[] data) => Fill(template, data.Select(d => KeyValuePair.Create(d.Key, d.Value)));

    private static Dictionary<string, string> Read(DataNode node) => node.Entries.ToDictionary(e => e.Key, e => e.Value.Text, StringComparer.Ordinal);

    internal static string Date(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
