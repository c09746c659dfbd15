using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace DanVanBot.Directives.Tests.Reading.Made;

/// <summary>Prints a document: justified lines, two-column head and end, page numbers, sometimes a running foot.</summary>
internal sealed class PdfFile : IDisposable
{
    private const double Width = 595, Height = 842, Left = 85, Right = 553, Top = 785, Bottom = 70;
    private static readonly Lazy<byte[]?> FontFile = new(FindFont);
    private static readonly Dictionary<string, double> Measured = [];
    private readonly PdfDocumentBuilder _pdf = new();
    private readonly PdfDocumentBuilder.AddedFont _font;
    private readonly Random _random;
    private readonly bool _foot;
    private readonly double _size;
    private readonly double _step;
    private PdfPageBuilder _page;
    private double _y = Top;
    private int _pages = 1;

    private PdfFile(int seed)
    {
        _random = new Random(seed * 43);
        _font = _pdf.AddTrueTypeFont(FontFile.Value!);
        _size = _random.Next(2) == 0 ? 13 : 12;
        _step = _size * (1.2 + (_random.NextDouble() * .25));
        _foot = _random.Next(3) == 0;
        _page = _pdf.AddPage(Width, Height);
    }

    /// <summary>A font with Vietnamese letters; without one the test is skipped, and fails in CI.</summary>
    public static byte[] Font()
    {
        if (FontFile.Value is null)
        {
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("A font with Vietnamese letters is needed in CI: install fonts-dejavu-core or fonts-liberation.");
            Assert.Skip("No font with Vietnamese letters is installed.");
        }

        return FontFile.Value!;
    }

    public static byte[] Of(MadeDocument document)
    {
        Font();
        using var file = new PdfFile(document.Seed);
        file.Print(new Sheet(document));
        return file._pdf.Build();
    }

    public void Dispose() => _pdf.Dispose();

    private static byte[]? FindFont()
    {
        string[] places = ["/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf", "/System/Library/Fonts/Supplemental/Times New Roman.ttf", @"C:\Windows\Fonts\times.ttf"];
        return places.FirstOrDefault(File.Exists) is { } font ? File.ReadAllBytes(font) : null;
    }

    private void Print(Sheet sheet)
    {
        Columns(sheet.Left, sheet.Right);
        _y -= _step;
        foreach (var line in sheet.Title) Centred(line);
        _y -= _step;
        if (sheet.Addressees.Count > 0)
        {
            Centred("Kính gửi:");
            foreach (var a in sheet.Addressees) Text($"- {a};", 230, _size);
            _y -= _step / 2;
        }

        var indent = _random.Next(4) switch { 0 => 0, 1 => 36, _ => 28.0 };
        var space = indent == 0 ? _step * .5 : _random.Next(2) == 0 ? _step * .3 : 0;
        foreach (var part in sheet.Body) Justified(part.Line, indent, space);
        _y -= _step;
        if (_y < Bottom + (10 * _step)) NewPage();
        Columns(["Nơi nhận:", .. sheet.Copies.SelectMany(c => Sheet.Wrapped($"- {c};", 40))], [.. sheet.Signature[..^1], "", "", sheet.Signature[^1]]);
    }

    private void Columns(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var size = _size - 1;
            // A column is as wide as it is: long names are set smaller, as clerks do.
            var small = i < left.Count && left[i].Length > 0 ? Math.Min(size, size * 220 / Measure(left[i], size)) : size;
            if (i < left.Count && left[i].Length > 0) Put(left[i], 150 - (Measure(left[i], small) / 2), small, _y);
            if (i < right.Count && right[i].Length > 0) Put(right[i], Math.Max(275, Math.Min(425 - (Measure(right[i], size) / 2), 580 - Measure(right[i], size))), size, _y);
            Down(_step);
        }
    }

    private void Centred(string line) => Text(line, ((Left + Right) / 2) - (Measure(line, _size) / 2), _size);

    private void Text(string line, double x, double size)
    {
        Put(line, x, size, _y);
        Down(_step);
    }

    private void Justified(string text, double indent, double space)
    {
        var words = text.Split(' ');
        var first = true;
        for (var at = 0; at < words.Length;)
        {
            var x = Left + (first ? indent : 0);
            var blank = Measure("n", _size) * .55;
            double used = 0;
            var count = 0;
            while (at + count < words.Length && used + Measure(words[at + count], _size) + (count * blank) <= Right - x) used += Measure(words[at + count++], _size);
            count = Math.Max(1, count);
            // The last line of a paragraph is not stretched.
            if (at + count < words.Length && count > 1) blank = (Right - x - used) / (count - 1);
            foreach (var word in words.Skip(at).Take(count))
            {
                Put(word, x, _size, _y);
                x += Measure(word, _size) + blank;
            }

            at += count;
            first = false;
            Down(_step);
        }

        _y -= space;
    }

    private void Down(double step)
    {
        _y -= step;
        if (_y < Bottom) NewPage();
    }

    private void NewPage()
    {
        if (_foot) Put("Văn phòng - bản in để lưu", 60, 9, 40);
        _page = _pdf.AddPage(Width, Height);
        _y = Top;
        Put((++_pages).ToString(System.Globalization.CultureInfo.InvariantCulture), (Left + Right) / 2, 12, 810);
        if (_foot) Put("Văn phòng - bản in để lưu", 60, 9, 40);
    }

    private void Put(string text, double x, double size, double y)
    {
        if (text.Trim().Length > 0) _page.AddText(text, size, new PdfPoint(x, y), _font);
    }

    private double Measure(string text, double size)
    {
        lock (Measured)
        {
            if (!Measured.TryGetValue(text, out var one))
            {
                var letters = _page.MeasureText(text, 10, new PdfPoint(0, 0), _font);
                one = letters.Count == 0 ? 0 : letters.Max(l => l.EndBaseLine.X) / 10;
                Measured[text] = one;
            }

            return one * size;
        }
    }
}
