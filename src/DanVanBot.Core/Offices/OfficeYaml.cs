using System.Globalization;
using DanVanBot.Dialogs;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DanVanBot.Core.Offices;

/// <summary>One mapping of an office file, read key by key. What is wrong is collected with file and line, and reading goes on with a harmless value.</summary>
internal sealed class OfficeYaml(YamlMappingNode node, string file, List<LoadError> errors)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public int Line => LineOf(node);

    /// <summary>The mapping at the root of a file; null, and an error, when there is none.</summary>
    public static OfficeYaml? Open(string folder, string file, List<LoadError> errors)
    {
        try
        {
            return Parse(File.ReadAllText(Path.Combine(folder, file)), file, errors);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(new LoadError(file, 1, e is FileNotFoundException or DirectoryNotFoundException ? "this file is missing" : $"cannot be read: {e.Message}"));
            return null;
        }
    }

    public static OfficeYaml? Parse(string text, string file, List<LoadError> errors)
    {
        var stream = new YamlStream();
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
            return new OfficeYaml(map, file, errors);
        errors.Add(new LoadError(file, 1, "a mapping (key: value) is expected"));
        return null;
    }

    public void Error(int line, string message) => errors.Add(new LoadError(file, line, message));

    public void Error(string key, string message) => Error(LineOf(key), message);

    public int LineOf(string key) => Node(key) is { } n ? LineOf(n) : Line;

    public string? Text(string key)
    {
        if (Node(key) is not { } value)
            return null;
        if (value is YamlScalarNode { Value: { } text })
            return text.Trim();
        Error(LineOf(value), $"'{key}' is a text");
        return null;
    }

    public string Required(string key)
    {
        var text = Text(key);
        if (string.IsNullOrWhiteSpace(text))
            Error(Line, $"'{key}' is missing");
        return text ?? "";
    }

    /// <summary>A short name for keys, buttons and addresses: a-z, 0-9 and dashes, at most 20.</summary>
    public string Id(string key = "id")
    {
        var text = Required(key);
        if (text.Length > 20 || text.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            Error(key, $"'{text}' is no id: a-z, 0-9 and -, at most 20 characters");
        return text;
    }

    public bool Flag(string key, bool otherwise)
    {
        var text = Text(key);
        if (text is null)
            return otherwise;
        if (text is "true" or "false")
            return text == "true";
        Error(key, $"'{key}' is true or false, not '{text}'");
        return otherwise;
    }

    public int Number(string key, int min, int max, int? otherwise = null)
    {
        var text = Text(key);
        if (text is null)
        {
            if (otherwise is null)
                Error(Line, $"'{key}' is missing");
            return otherwise ?? min;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= min && n <= max)
            return n;
        Error(key, $"'{key}' is a whole number from {min} to {max}, not '{text}'");
        return otherwise ?? min;
    }

    public DateOnly? Day(string key)
    {
        var text = Text(key);
        if (text is null)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Error(key, $"'{key}' is a day like 2026-09-02, not '{text}'");
        return null;
    }

    public DateOnly RequiredDay(string key)
    {
        if (Node(key) is null)
            Error(Line, $"'{key}' is missing");
        return Day(key) ?? default;
    }

    public TimeOnly Time(string key, TimeOnly? otherwise = null)
    {
        var text = Text(key);
        if (text is null)
        {
            if (otherwise is null)
                Error(Line, $"'{key}' is missing");
            return otherwise ?? default;
        }

        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        Error(key, $"'{key}' is a time of day like 17:00, not '{text}'");
        return otherwise ?? default;
    }

    /// <summary>One of several words.</summary>
    public string OneOf(string key, IReadOnlyList<string> known, string? otherwise = null)
    {
        var text = Text(key) ?? otherwise;
        if (text is null)
            Error(Line, $"'{key}' is missing");
        else if (!known.Contains(text, StringComparer.Ordinal))
            Error(key, $"'{text}' is not known; known are: {string.Join(", ", known)}");
        else
            return text;
        return known[0];
    }

    public IReadOnlyList<string> Texts(string key)
    {
        if (Node(key) is not { } value)
            return [];
        if (value is YamlSequenceNode list && list.Children.All(c => c is YamlScalarNode))
            return [.. list.Children.Select(c => ((YamlScalarNode)c).Value ?? "")];
        Error(LineOf(value), $"'{key}' is a list of texts");
        return [];
    }

    public OfficeYaml? Map(string key)
    {
        switch (Node(key))
        {
            case YamlMappingNode map:
                return new OfficeYaml(map, file, errors);
            case null:
                Error(Line, $"'{key}' is missing");
                return null;
            case var other:
                Error(LineOf(other), $"'{key}' is a mapping (key: value)");
                return null;
        }
    }

    public IReadOnlyList<OfficeYaml> Maps(string key, bool isRequired = true)
    {
        var value = Node(key);
        if (value is null && isRequired)
            Error(Line, $"'{key}' is missing");
        if (value is null or YamlScalarNode { Value: null or "" })
            return [];
        if (value is not YamlSequenceNode list)
        {
            Error(LineOf(value), $"'{key}' is a list");
            return [];
        }

        var maps = new List<OfficeYaml>();
        foreach (var item in list.Children)
        {
            if (item is YamlMappingNode map)
                maps.Add(new OfficeYaml(map, file, errors));
            else
                Error(LineOf(item), $"an entry of '{key}' is a mapping (key: value)");
        }

        return maps;
    }

    /// <summary>Every key with its text.</summary>
    public IReadOnlyDictionary<string, string> Entries()
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>())
        {
            if (key.Value is { } name && Text(name) is { } text)
                entries[name] = text;
        }

        return entries;
    }

    /// <summary>Names every key that nothing has read: most often a spelling mistake. To be called last.</summary>
    public void RefuseOthers()
    {
        foreach (var key in node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!_used.Contains(name))
                Error(LineOf(key), $"'{name}' is not known here; known are: {string.Join(", ", _used.Order(StringComparer.Ordinal))}");
        }
    }

    private static int LineOf(YamlNode n) => (int)Math.Max(1, n.Start.Line);

    private YamlNode? Node(string key)
    {
        _used.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var n) ? n : null;
    }
}
