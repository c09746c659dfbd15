namespace DanVanBot.Storage.LiteDb.Tests;

/// <summary>A file in memory that refuses writes from a moment on, as a full disk does.</summary>
internal sealed class FaultyStream : Stream
{
    private readonly MemoryStream _content;

    public FaultyStream() => _content = new MemoryStream();

    private FaultyStream(byte[] content)
    {
        _content = new MemoryStream();
        _content.Write(content);
        _content.Position = 0;
    }

    /// <summary>Null: as many as there are.</summary>
    public int? WritesLeft { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _content.Length;

    public override long Position
    {
        get => _content.Position;
        set => _content.Position = value;
    }

    /// <summary>The same content on a disk that works.</summary>
    public FaultyStream Reopened() => new(_content.ToArray());

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => _content.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => _content.Seek(offset, origin);

    public override void SetLength(long value) => _content.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (WritesLeft is { } left)
        {
            if (left == 0)
                throw new IOException("No space left on device.");
            WritesLeft = left - 1;
        }

        _content.Write(buffer, offset, count);
    }
}
