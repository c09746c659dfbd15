using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace DanVanBot.Directives.Reading.Formats;

/// <summary>Unpacks the streams of a PDF as the library does, but counts first what comes out of them: a few megabytes can hide many gigabytes.</summary>
internal sealed class PdfFilterLimits : IFilterProvider
{
    private const long LargestStream = 64L * 1024 * 1024;
    private const long LargestWhole = 512L * 1024 * 1024;
    private const int LargestOtherPacked = 4 * 1024 * 1024;
    private readonly IFilterProvider _inner = DefaultFilterProvider.Instance;
    private long _unpacked;

    /// <summary>The library may pass over a failing stream; the limit was met all the same.</summary>
    public bool IsExceeded { get; private set; }

    public void ThrowIfExceeded()
    {
        if (IsExceeded) throw TooMuch();
    }

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Limited(_inner.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Limited(_inner.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Limited(_inner.GetAllFilters());

    private static RefusedFileException TooMuch() => new(RefusalReason.Harmful, "A stream of the PDF unpacks to far more than a document holds (a compression bomb).");

    private IReadOnlyList<IFilter> Limited(IReadOnlyList<IFilter> filters) => [.. filters.Select(f => new LimitedFilter(this, f))];

    private void Count(long unpacked)
    {
        _unpacked += unpacked;
        if (unpacked <= LargestStream && _unpacked <= LargestWhole) return;
        IsExceeded = true;
        throw TooMuch();
    }

    private sealed class LimitedFilter(PdfFilterLimits limits, IFilter inner) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            limits.ThrowIfExceeded();
            if (inner is FlateFilter) limits.Count(FlateLength(input));
            else if (input.Length > LargestOtherPacked && inner is LzwFilter or RunLengthFilter) limits.Count(long.MaxValue / 4);
            return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        private static long FlateLength(Memory<byte> input)
        {
            if (input.Length < 64 * 1024 && input.Length * 1100L < LargestStream) return 0;
            long length = 0;
            try
            {
                using var source = new MemoryStream(input.ToArray(), writable: false);
                using var zlib = new ZLibStream(source, CompressionMode.Decompress);
                var buffer = new byte[64 * 1024];
                for (int read; length <= LargestStream && (read = zlib.Read(buffer)) > 0;) length += read;
            }
            catch (InvalidDataException)
            {
                // A damaged stream is the library's to judge.
            }

            return length;
        }
    }
}
