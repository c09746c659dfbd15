namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>What happened to the two files of a database, in order, with the moments at which something was acknowledged.</summary>
internal sealed class CrashJournal
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    /// <param name="File">0 data, 1 log, -1 none.</param>
    /// <param name="Offset">Of a write; the new length where there is no content; -1 for a flush.</param>
    /// <param name="Content">What was written.</param>
    /// <param name="Acknowledged">What was acknowledged then.</param>
    public sealed record Entry(int File, long Offset, byte[]? Content, string? Acknowledged);

    public int Count => _entries.Count;

    public CrashStream Open(int file) => new(entry => Add(entry), file);

    public void Acknowledge(string id) => Add(new Entry(-1, 0, null, id));

    public List<string> AcknowledgedBefore(int point) => [.. _entries.Take(point).Select(entry => entry.Acknowledged).OfType<string>()];

    /// <summary>The files as a process leaves them that is killed at this point: everything it wrote is there.</summary>
    public (MemoryStream Data, MemoryStream Log) Killed(int point) => (Image(0, _entries.Take(point)), Image(1, _entries.Take(point)));

    /// <summary>The files after a power cut: what was not flushed is there or not, as chance has it.</summary>
    public (MemoryStream Data, MemoryStream Log) PowerCut(int point, Random random)
    {
        MemoryStream After(int file)
        {
            var flushed = _entries.FindLastIndex(Math.Max(0, point - 1), entry => entry.File == file && entry.Offset == -1);
            return Image(file, _entries.Take(point).Where((_, at) => at <= flushed || random.Next(2) == 0));
        }

        return (After(0), After(1));
    }

    private static MemoryStream Image(int file, IEnumerable<Entry> entries)
    {
        var image = new MemoryStream();
        foreach (var entry in entries.Where(entry => entry.File == file && entry.Offset >= 0))
        {
            if (entry.Content == null)
            {
                image.SetLength(entry.Offset);
                continue;
            }

            image.Position = entry.Offset;
            image.Write(entry.Content);
        }

        image.Position = 0;
        return image;
    }

    private void Add(Entry entry)
    {
        lock (_gate)
            _entries.Add(entry);
    }
}

/// <summary>A file in memory that writes down what is done to it.</summary>
internal sealed class CrashStream(Action<CrashJournal.Entry> note, int file) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        note(new CrashJournal.Entry(file, Position, buffer.AsSpan(offset, count).ToArray(), null));
        base.Write(buffer, offset, count);
    }

    public override void SetLength(long value)
    {
        note(new CrashJournal.Entry(file, value, null, null));
        base.SetLength(value);
    }

    public override void Flush() => note(new CrashJournal.Entry(file, -1, null, null));
}
