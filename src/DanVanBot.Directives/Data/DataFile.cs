using System.Globalization;
using System.Reflection;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DanVanBot.Directives.Data;

/// <summary>A data file that cannot be used; the message names file, line and what is wrong, in English for the operator.</summary>
public sealed class DataFileException : Exception
{
    public DataFileException(string file, long line, string problem)
        : base(string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}: {problem}"))
    {
        File = file;
        Line = line;
        Problem = problem;
    }

    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; }

    public string File { get; }

    public long Line { get; }
}

/// <summary>One node of a YAML data file. Every accessor fails with file and line, never with a bare cast.</summary>
internal readonly struct DataNode
{
    private readonly string _file;
    private readonly YamlNode _node;

    private DataNode(string file, YamlNode node)
    {
        _file = file;
        _node = node;
    }

    public long Line => _node.Start.Line;

    /// <summary>One of the word lists and tables that are compiled into this assembly.</summary>
    public static DataNode Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new DataFileException(name, 0, "no such data file in this build");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), name);
    }

    public static DataNode Parse(string yaml, string file)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = new StringReader(DanVanBot.Directives.Text.VietnameseText.ToNfc(yaml));
            stream.Load(reader);
        }
        catch (YamlException e)
        {
            throw new DataFileException(file, e.Start.Line, e.InnerException?.Message ?? e.Message);
        }

        catch (InvalidOperationException e)
        {
            // The scanner gives this instead of a place for a comment sign inside a flow list.
            throw new DataFileException(file, 1, "broken YAML (" + e.Message + ")");
        }

        if (stream.Documents.Count != 1) throw new DataFileException(file, 1, "one YAML document is expected");
        return new DataNode(file, stream.Documents[0].RootNode);
    }

    public DataFileException Error(string problem) => new(_file, Line, problem);

    public DataNode this[string key] => Find(key) ?? throw Error($"'{key}' is missing");

    public DataNode? Find(string key)
    {
        if (_node is not YamlMappingNode map) throw Error("a mapping is expected here");
        return map.Children.TryGetValue(new YamlScalarNode(key), out var value) && !IsNull(value) ? new DataNode(_file, value) : null;
    }

    public string Text => _node is YamlScalarNode { Value: { } value } ? value : throw Error("a text is expected here");

    /// <summary>A number with a point.</summary>
    public float Number => float.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Error($"'{Text}' is no number");

    public IEnumerable<DataNode> Items
    {
        get
        {
            if (_node is not YamlSequenceNode sequence) throw Error("a list is expected here");
            foreach (var child in sequence.Children) yield return new DataNode(_file, child);
        }
    }

    public IEnumerable<(string Key, DataNode Value)> Entries
    {
        get
        {
            if (_node is not YamlMappingNode map) throw Error("a mapping is expected here");
            foreach (var (key, value) in map.Children) yield return (new DataNode(_file, key).Text, new DataNode(_file, value));
        }
    }

    public bool IsList => _node is YamlSequenceNode;

    public bool IsMapping => _node is YamlMappingNode;

    public string? TextOrNull(string key) => Find(key)?.Text;

    public string[] Strings(string key) => Find(key) is { } node ? node.AsStrings() : [];

    public string[] AsStrings() => IsList ? [.. Items.Select(i => i.Text)] : [Text];

    public int? IntOrNull(string key)
    {
        if (Find(key) is not { } node) return null;
        return int.TryParse(node.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw node.Error($"'{key}' is no whole number");
    }

    public DateOnly? DateOrNull(string key)
    {
        if (Find(key) is not { } node) return null;
        return DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw node.Error($"'{key}' is no date of the form 2026-01-31");
    }

    /// <summary>Refuses keys that nobody reads, so that a typing error in a data file does not pass in silence.</summary>
    public void OnlyKeys(params string[] known)
    {
        foreach (var (key, value) in Entries)
        {
            if (!known.Contains(key, StringComparer.Ordinal)) throw value.Error($"'{key}' is not known here; known are {string.Join(", ", known)}");
        }
    }

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" };
}
