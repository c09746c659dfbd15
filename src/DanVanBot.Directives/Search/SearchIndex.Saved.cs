using System.Runtime.InteropServices;

namespace DanVanBot.Directives.Search;

/// <summary>The index as it is written to and read from the cache file.</summary>
internal sealed partial class SearchIndex
{
    public void Write(BinaryWriter to)
    {
        to.Write(_blocks);
        to.Write(_next);
        to.Write(_terms.Count);
        foreach (var (text, id) in _terms)
        {
            to.Write(id);
            to.Write(text);
        }

        to.Write(_marked.Count);
        foreach (var (text, id) in _marked)
        {
            to.Write(id);
            to.Write(text);
        }

        var pairs = _pairs.OrderBy(p => p.Value).ToArray();
        Write<long>(to, [.. pairs.Select(p => p.Key)]);
        Write<int>(to, [.. pairs.Select(p => p.Value)]);
        Write<int>(to, _start);
        Write<int>(to, _postingBlocks);
        Write<float>(to, _postingScores);
        Write<float>(to, _idf);
    }

    /// <summary>The index, and the text of each term by its number.</summary>
    public static (SearchIndex Index, string[] Texts) Read(ref SpanReader from)
    {
        var blocks = from.Int();
        var next = from.Int();
        var termCount = from.Int();
        var texts = new string[next];
        var index = new SearchIndex(termCount) { _blocks = blocks, _next = next, _building = null };
        for (var i = 0; i < termCount; i++)
        {
            var id = from.Int();
            var text = from.Text();
            index._terms.Add(text, id);
            texts[id] = text;
        }

        var marked = from.Int();
        index._marked.EnsureCapacity(marked);
        for (var i = 0; i < marked; i++)
        {
            var id = from.Int();
            index._marked.Add(from.Text(), id);
        }

        var keys = from.Array<long>();
        var ids = from.Array<int>();
        index._pairs.EnsureCapacity(keys.Length);
        for (var i = 0; i < keys.Length; i++) index._pairs.Add(keys[i], ids[i]);
        index._start = from.Array<int>();
        index._postingBlocks = from.Array<int>();
        index._postingScores = from.Array<float>();
        index._idf = from.Array<float>();
        if (index._start.Length != next + 1 || index._idf.Length != next || index._postingBlocks.Length != index._start[^1] || index._postingScores.Length != index._postingBlocks.Length)
            throw new InvalidDataException("The parts of the index do not fit together.");
        return (index, texts);
    }

    internal static void Write<T>(BinaryWriter to, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        to.Write(values.Length);
        to.Write(MemoryMarshal.AsBytes(values));
    }
}

/// <summary>Reads what <see cref="BinaryWriter"/> wrote, out of one array of bytes.</summary>
internal ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _left = bytes;

    public readonly bool AtEnd => _left.IsEmpty;

    public byte Byte()
    {
        var value = _left[0];
        _left = _left[1..];
        return value;
    }

    public int Int()
    {
        var value = MemoryMarshal.Read<int>(_left);
        _left = _left[4..];
        return value;
    }

    public string Text()
    {
        int length = 0, shift = 0;
        while (true)
        {
            var part = Byte();
            length |= (part & 0x7F) << shift;
            if (part < 0x80) break;
            shift += 7;
        }

        var text = System.Text.Encoding.UTF8.GetString(_left[..length]);
        _left = _left[length..];
        return text;
    }

    public T[] Array<T>()
        where T : unmanaged
    {
        var count = Int();
        if (count == 0) return [];
        var values = new T[count];
        var size = MemoryMarshal.AsBytes(values.AsSpan()).Length;
        _left[..size].CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        _left = _left[size..];
        return values;
    }
}
