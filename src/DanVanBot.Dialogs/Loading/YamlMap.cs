using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DanVanBot.Dialogs;

/// <summary>What is wrong with a file, in English, for the operator. <paramref name="File"/> is relative to the folder.</summary>
public sealed record LoadError(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}

/// <summary>One mapping of a YAML file, read key by key; what is wrong is collected with its line, and reading goes on.</summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly string _file;
    private readonly List<LoadError> _errors;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public YamlMap(YamlMappingNode node, string file, List<LoadError> errors)
    {
        _node = node;
        _file = file;
        _errors = errors;
    }

    public int Line => LineOf(_node);

    /// <summary>The mapping at the root of a file; null (and an error) when there is none.</summary>
    public static YamlMap? Parse(string text, string file, List<LoadError> errors)
    {
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            errors.Add(new LoadError(file, (int)Math.Max(1, e.Start.Line), $"not YAML: {e.Message}"));
            return null;
        }

        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode map)
            return new YamlMap(map, file, errors);
        errors.Add(new LoadError(file, 1, "a mapping (key: value) is expected"));
        return null;
    }

    public static int LineOf(YamlNode node) => (int)Math.Max(1, node.Start.Line);

    public void Error(int line, string message) => _errors.Add(new LoadError(_file, line, message));

    public bool Has(string key) => Node(key) is not null;

    public int LineOf(string key) => Node(key) is { } n ? LineOf(n) : Line;

    public YamlNode? Node(string key)
    {
        _used.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? n) ? n : null;
    }

    public string? Text(string key) => Node(key) is { } n ? Scalar(n, key) : null;

    public string Required(string key)
    {
        string? text = Text(key);
        if (string.IsNullOrWhiteSpace(text))
            Error(Line, $"'{key}' is missing");
        return text ?? "";
    }

    public bool Flag(string key, bool otherwise = false)
    {
        string? text = Text(key);
        if (text is null)
            return otherwise;
        if (text is "true" or "false")
            return text == "true";
        Error(LineOf(key), $"'{key}' is true or false, not '{text}'");
        return otherwise;
    }

    public long? Number(string key)
    {
        string? text = Text(key);
        if (text is null)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n))
            return n;
        Error(LineOf(key), $"'{key}' is a whole number, not '{text}'");
        return null;
    }

    /// <summary>A list of strings; a single string is a list of one.</summary>
    public IReadOnlyList<(string Text, int Line)> Texts(string key)
    {
        YamlNode? n = Node(key);
        if (n is null)
            return [];
        if (n is not YamlSequenceNode list)
            return Scalar(n, key) is { } one ? [(one, LineOf(n))] : [];
        List<(string, int)> texts = [];
        foreach (YamlNode item in list.Children)
        {
            if (Scalar(item, key) is { } text)
                texts.Add((text, LineOf(item)));
        }

        return texts;
    }

    public YamlMap? Map(string key)
    {
        YamlNode? n = Node(key);
        if (n is null)
            return null;
        if (n is YamlMappingNode map)
            return new YamlMap(map, _file, _errors);
        Error(LineOf(n), $"'{key}' is a mapping (key: value)");
        return null;
    }

    public IReadOnlyList<YamlMap> Maps(string key)
    {
        YamlNode? n = Node(key);
        if (n is null)
            return [];
        if (n is not YamlSequenceNode list)
        {
            Error(LineOf(n), $"'{key}' is a list");
            return [];
        }

        List<YamlMap> maps = [];
        foreach (YamlNode item in list.Children)
        {
            if (item is YamlMappingNode map)
                maps.Add(new YamlMap(map, _file, _errors));
            else
                Error(LineOf(item), $"an entry of '{key}' is a mapping (key: value)");
        }

        return maps;
    }

    public IEnumerable<(string Key, YamlNode Value, int Line)> Entries()
    {
        foreach ((YamlNode key, YamlNode value) in _node.Children)
        {
            string name = (key as YamlScalarNode)?.Value ?? "";
            _used.Add(name);
            yield return (name, value, LineOf(key));
        }
    }

    /// <summary>Entries whose values are plain texts.</summary>
    public IReadOnlyDictionary<string, (string Text, int Line)> TextEntries()
    {
        Dictionary<string, (string, int)> map = new(StringComparer.Ordinal);
        foreach ((string key, YamlNode value, int line) in Entries())
        {
            if (Scalar(value, key) is { } text)
                map[key] = (text, line);
        }

        return map;
    }

    public YamlMap? AsMap(YamlNode node) => node is YamlMappingNode m ? new YamlMap(m, _file, _errors) : null;

    /// <summary>Names every key that nothing has read: most often a spelling mistake.</summary>
    public void RefuseOthers()
    {
        foreach (YamlNode key in _node.Children.Keys)
        {
            string name = (key as YamlScalarNode)?.Value ?? "";
            if (!_used.Contains(name))
                Error(LineOf(key), $"'{name}' is not known here; known are: {string.Join(", ", _used.Order(StringComparer.Ordinal))}");
        }
    }

    private string? Scalar(YamlNode n, string key)
    {
        if (n is YamlScalarNode { Value: { } text })
            return text;
        Error(LineOf(n), $"'{key}' is a text");
        return null;
    }
}
