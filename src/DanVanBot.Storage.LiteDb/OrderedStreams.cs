namespace DanVanBot.Storage.LiteDb;

/// <summary>
/// LiteDB flushes its log after every single page: about 14 flushes for one step. Only the order matters, and four flushes keep it, however many
/// pages a batch has: the pages of a transaction are on the disk before the page that confirms it (there are no checksums: a confirmation that
/// outlived its pages would be believed), the confirmation before the data file is touched, the data file before the log is cut, the cut before
/// new pages (transaction numbers start anew after a cut: old confirmations would be taken for those of new pages). Between the second and the third
/// LiteDB itself has a gap of milliseconds; here it has none. <c>CrashTests</c> holds all of it.
/// </summary>
internal sealed class OrderedLog(Stream inner, Action flush) : WrappedStream(inner)
{
    // Of a page of LiteDB 5: the flag that this is the last page of a transaction.
    private const int ConfirmedAt = 18;
    private readonly Lock _gate = new();
    private bool _dirty;

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            var confirms = count > ConfirmedAt && buffer[offset + ConfirmedAt] != 0;
            if (confirms && _dirty)
                flush();
            _dirty = true;
            Inner.Write(buffer, offset, count);
        }
    }

    public override void SetLength(long value)
    {
        lock (_gate)
        {
            Inner.SetLength(value);
            flush();
            _dirty = false;
        }
    }

    public override void Flush()
    {
    }

    public void FlushNow()
    {
        lock (_gate)
        {
            if (_dirty)
                flush();
            _dirty = false;
        }
    }
}

/// <summary>The data file; see <see cref="OrderedLog"/>.</summary>
internal sealed class OrderedData(Stream inner, Action flush, OrderedLog log) : WrappedStream(inner)
{
    public override void Write(byte[] buffer, int offset, int count)
    {
        log.FlushNow();
        Inner.Write(buffer, offset, count);
    }

    public override void SetLength(long value)
    {
        log.FlushNow();
        Inner.SetLength(value);
    }

    public override void Flush() => flush();
}

/// <summary>Passes reading on.</summary>
internal abstract class WrappedStream(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => Inner.Length;

    public override long Position
    {
        get => Inner.Position;
        set => Inner.Position = value;
    }

    protected Stream Inner { get; } = inner;

    public override int Read(byte[] buffer, int offset, int count) => Inner.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => Inner.Seek(offset, origin);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Inner.Dispose();
        base.Dispose(disposing);
    }
}
