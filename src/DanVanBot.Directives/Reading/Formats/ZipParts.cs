using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>The parts of an Office package, unpacked one by one under limits that count what really comes out, not what the file says of itself.</summary>
internal sealed class ZipParts : IDisposable
{
    private const int MostEntries = 4_000;
    private const long LargestPart = 48L * 1024 * 1024;
    private const long LargestWhole = 96L * 1024 * 1024;
    private const int SteepestRatio = 120;
    private const int DeepestXml = 250;
    private readonly ZipArchive _zip;
    private long _unpacked;

    public ZipParts(ReadOnlyMemory<byte> content)
    {
        var bytes = MemoryMarshal.TryGetArray(content, out var whole) ? whole : new ArraySegment<byte>(content.ToArray());
        try
        {
            _zip = new ZipArchive(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false), ZipArchiveMode.Read);
            Names = _zip.Entries.Select(e => e.FullName).ToList();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            _zip?.Dispose();
            throw new RefusedFileException(RefusalReason.Damaged, "The file is cut off or damaged: its list of parts cannot be read.", e);
        }

        if (Names.Count > MostEntries)
            throw new RefusedFileException(RefusalReason.Harmful, $"The file has {Names.Count.ToString(CultureInfo.InvariantCulture)} parts; a document has a few dozen.");
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>A part as XML, or null where the package has none of this name. Document types and entities are refused, whitespace is kept.</summary>
    public XElement? Xml(string name)
    {
        var entry = _zip.Entries.FirstOrDefault(e => e.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (entry is null) return null;
        var part = Unpack(entry);
        try
        {
            Check(part, name);
            part.Position = 0;
            using var reader = XmlReader.Create(part, Settings());
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
        }
        catch (XmlException e)
        {
            throw part.Length > 0 && e.Message.Contains("DTD", StringComparison.OrdinalIgnoreCase)
                ? new RefusedFileException(RefusalReason.Harmful, $"The part {name} declares a document type (DTD), which no Word file does.", e)
                : new RefusedFileException(RefusalReason.Damaged, $"The part {name} is damaged: {e.Message}", e);
        }
    }

    public void Dispose() => _zip.Dispose();

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = LargestPart,
    };

    /// <summary>Depth is checked before a tree is built, because trees are walked by calls within calls.</summary>
    private static void Check(MemoryStream part, string name)
    {
        using var reader = XmlReader.Create(part, Settings());
        while (reader.Read())
        {
            if (reader.Depth > DeepestXml) throw new RefusedFileException(RefusalReason.Harmful, $"The part {name} is nested deeper than {DeepestXml.ToString(CultureInfo.InvariantCulture)} levels.");
        }
    }

    private MemoryStream Unpack(ZipArchiveEntry entry)
    {
        var target = new MemoryStream();
        try
        {
            using var source = entry.Open();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = source.Read(buffer)) > 0)
            {
                target.Write(buffer, 0, read);
                _unpacked += read;
                var steep = target.Length > 4 * 1024 * 1024 && target.Length > SteepestRatio * Math.Max(1, entry.CompressedLength);
                if (target.Length > LargestPart || _unpacked > LargestWhole || steep)
                    throw new RefusedFileException(RefusalReason.Harmful, $"The part {entry.FullName} unpacks to far more than a document holds (a zip bomb).");
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            throw new RefusedFileException(RefusalReason.Damaged, $"The part {entry.FullName} is cut off or damaged.", e);
        }

        target.Position = 0;
        return target;
    }
}
