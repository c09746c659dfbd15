using System.Globalization;

namespace DanVanBot.Directives.Reading;

/// <summary>
/// Parts numbered items that stand on one line ("1. … tiêu cực.2. Giao …"). Only where it is certain: the next number behind the end of a sentence, and either no blank
/// between them, or the item that follows in the text is numbered one higher still.
/// </summary>
internal static class GluedItems
{
    public static List<Paragraph> Part(List<Paragraph> paragraphs, ReadingRules rules)
    {
        var result = new List<Paragraph>(paragraphs.Count);
        for (var i = 0; i < paragraphs.Count; i++)
        {
            var rest = paragraphs[i];
            while (Next(rest, Following(paragraphs, i), rules) is { } cut)
            {
                var end = rest.Text[..cut].TrimEnd().Length;
                result.Add(rest with { Text = rest.Text[..end], Offsets = rest.Offsets[..end] });
                var text = rest.Text[cut..];
                rest = rest with { Text = text, Offsets = rest.Offsets[cut..], Marker = Markers.Read(text, rules) };
            }

            result.Add(rest);
        }

        return result;
    }

    private static int? Next(Paragraph item, int following, ReadingRules rules)
    {
        if (item.Marker.Kind != MarkerKind.Number || item.FootnoteMark is not null) return null;
        var number = item.Marker.LastNumber + 1;
        var label = number.ToString(CultureInfo.InvariantCulture) + ". ";
        var text = item.Text;
        for (var at = text.IndexOf(label, item.Marker.Length, StringComparison.Ordinal); at > 0; at = text.IndexOf(label, at + 1, StringComparison.Ordinal))
        {
            var before = text[..at].TrimEnd();
            if (before[^1] is not ('.' or ';') || char.IsAsciiDigit(before[^2])) continue;
            if (Markers.Read(text[at..], rules) is { Kind: MarkerKind.Number } && (before.Length == at || following == number + 1)) return at;
        }

        return null;
    }

    /// <summary>The number of the next numbered item at the same level; 0 where a higher part comes first.</summary>
    private static int Following(List<Paragraph> paragraphs, int at)
    {
        for (var i = at + 1; i < paragraphs.Count; i++)
        {
            switch (paragraphs[i].Marker.Kind)
            {
                case MarkerKind.Number: return paragraphs[i].Marker.LastNumber;
                case MarkerKind.None or MarkerKind.Bullet or MarkerKind.Alpha or MarkerKind.Dotted or MarkerKind.Step: break;
                default: return 0;
            }
        }

        return 0;
    }
}
