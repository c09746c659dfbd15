using System.Text;
using System.Xml.Linq;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>WordprocessingML elements, in the transitional and the strict namespace alike.</summary>
internal static class WordXml
{
    public static bool IsWord(this XElement e) => e.Name.NamespaceName is "http://schemas.openxmlformats.org/wordprocessingml/2006/main" or "http://purl.oclc.org/ooxml/wordprocessingml/main";

    public static bool Is(this XElement e, string name) => e.Name.LocalName == name && e.IsWord();

    public static XElement? Child(this XElement? e, string name) => e?.Elements().FirstOrDefault(c => c.Is(name));

    /// <summary>A w: attribute; attributes without a namespace are forgiven.</summary>
    public static string? W(this XElement? e, string name) => e?.Attributes().FirstOrDefault(a => a.Name.LocalName == name)?.Value;

    /// <summary>A switch like w:vanish: on where it stands, unless its value says off.</summary>
    public static bool On(this XElement? look, string name) => look.Child(name) is { } flag && flag.W("val") is not ("0" or "false" or "off" or "none");
}

/// <summary>The text of one paragraph while its runs are read.</summary>
internal sealed class RunText
{
    private readonly StringBuilder _text = new();

    public int Length => _text.Length;

    public bool IsEmpty => string.IsNullOrWhiteSpace(_text.ToString());

    public void Append(string text) => _text.Append(text);

    /// <summary>Raised figures are the mark of a note, but not those of m² and km².</summary>
    public void Raise(int from)
    {
        var raised = _text.ToString(from, _text.Length - from).Trim();
        if (raised.Length is 0 or > 3 || !raised.All(char.IsAsciiDigit) || (from > 0 && _text[from - 1] == 'm')) return;
        _text.Length = from;
        _text.Append("<sup>").Append(raised).Append("</sup>");
    }

    public IEnumerable<string> Lines(string? prefix)
    {
        foreach (var line in _text.ToString().Split('\n'))
        {
            var trimmed = line.Trim();
            if (trimmed.Length == 0) continue;
            yield return prefix is null ? line.TrimEnd() : prefix + " " + trimmed;
            prefix = null;
        }
    }
}
