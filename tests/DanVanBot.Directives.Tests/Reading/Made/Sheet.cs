namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>A made document as it stands on paper: two columns of head, title, body, and two columns of end.</summary>
internal sealed class Sheet
{
    public Sheet(MadeDocument d)
    {
        Left.AddRange(d.IssuerLines);
        if (d.IssuerLines.Count > 0 && d.IsParty) Left.Add("*");
        if (d.NumberText is not null) Left.Add(d.NumberText);
        if (d is { SubjectUnderNumber: true, Subject: not null }) Left.AddRange(Wrapped(d.SubjectMark + d.Subject, 34));
        if (d.IssuerLines.Count > 0) Right.AddRange(d.IsParty ? ["ĐẢNG CỘNG SẢN VIỆT NAM"] : ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]);
        if (d.DateText is not null) Right.Add(d.DateText);
        if (!d.SubjectUnderNumber)
        {
            Title.Add(d.Type.ToUpperInvariant());
            if (d.Subject is not null) Title.AddRange(Wrapped(d.Subject, 60));
        }

        Body.AddRange(d.Preamble.Select(p => new Part("mở đầu", "", p, 0)));
        Body.AddRange(d.Parts);
        Body.AddRange(d.Closing.Select(p => new Part("kết", "", p, 0)));
        if (d.Authority is not null) Signature.Add(d.Authority);
        if (d.Role is not null) Signature.Add(d.Role);
        if (d.Signer is not null) Signature.Add(d.Signer);
        Addressees = d.Addressees;
        Copies = d.Copies;
    }

    public List<string> Left { get; } = [];
    public List<string> Right { get; } = [];
    public List<string> Title { get; } = [];
    public IReadOnlyList<string> Addressees { get; }
    public List<Part> Body { get; } = [];
    public IReadOnlyList<string> Copies { get; }
    public List<string> Signature { get; } = [];

    public static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else line = line.Length == 0 ? word : line + " " + word;
        }

        if (line.Length > 0) yield return line;
    }
}
