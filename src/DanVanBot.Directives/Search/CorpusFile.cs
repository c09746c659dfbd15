using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DanVanBot.Directives.Search;

/// <summary>What a cache file gives back.</summary>
internal sealed record SavedCorpus(SearchIndex Index, List<CorpusDocument> Documents, List<CorpusBlock> Blocks);

/// <summary>
/// The index on disk. A file is eight bytes of name and version, the key of what it was made from, a checksum, and the content; anything that does not fit is no file.
/// </summary>
internal static class CorpusFile
{
    private const int HashLength = 32;
    private const int HeadLength = 8 + HashLength + HashLength;
    private static readonly byte[] Name = "DVBINX01"u8.ToArray();

    /// <summary>Says from which documents, read how, and by which build of the program an index is made.</summary>
    public static byte[] KeyOf(IReadOnlyList<Directive> directives)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(CorpusFile).Module.ModuleVersionId.ToByteArray());
        foreach (var d in directives)
        {
            Add(d.File, d.ContentHash, d.Type, d.Number, d.Date?.ToString("O", CultureInfo.InvariantCulture), d.Year?.ToString(CultureInfo.InvariantCulture), d.Subject, d.InferredSubject, d.Issuer);
            Add(d.Origin.Level.ToString(), d.Origin.Place, d.Origin.System, d.Origin.Superior, d.References.Max(r => r.Date)?.ToString("O", CultureInfo.InvariantCulture));
            foreach (var section in d.Sections) Add(section.Id, section.ParentId, section.Title);
            foreach (var block in d.Blocks) Add(block.Id, block.SectionId, block.Kind.ToString(), block.Text);
            foreach (var duty in d.ReportDuties) Add(duty.BlockId);
        }

        return hash.GetHashAndReset();

        void Add(params ReadOnlySpan<string?> parts)
        {
            Span<byte> length = stackalloc byte[4];
            foreach (var part in parts)
            {
                BinaryPrimitives.WriteInt32LittleEndian(length, part?.Length ?? -1);
                hash.AppendData(length);
                hash.AppendData(MemoryMarshal.AsBytes(part.AsSpan()));
            }
        }
    }

    /// <summary>The saved index; null when there is none, it is of other documents or another build, or it is damaged.</summary>
    public static SavedCorpus? TryRead(string path, ReadOnlySpan<byte> key, IReadOnlyList<Directive> directives)
    {
        if (!BitConverter.IsLittleEndian) return null;
        try
        {
            if (!File.Exists(path)) return null;
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length < HeadLength || !bytes.AsSpan(0, 8).SequenceEqual(Name) || !bytes.AsSpan(8, HashLength).SequenceEqual(key)) return null;
            var content = bytes.AsSpan(HeadLength);
            if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(8 + HashLength, HashLength))) return null;
            return Read(content, directives);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or IndexOutOfRangeException or KeyNotFoundException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Writes beside the old file and puts the new one in its place; false when the folder does not let it.</summary>
    public static bool TryWrite(string path, ReadOnlySpan<byte> key, Corpus corpus)
    {
        if (!BitConverter.IsLittleEndian) return false;
        try
        {
            using var content = new MemoryStream();
            using (var to = new BinaryWriter(content, System.Text.Encoding.UTF8, leaveOpen: true)) Write(to, corpus);
            var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
            var fresh = path + ".new";
            using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(Name);
                file.Write(key);
                file.Write(SHA256.HashData(bytes));
                file.Write(bytes);
            }

            File.Move(fresh, path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return false;
        }
    }

    private static void Write(BinaryWriter to, Corpus corpus)
    {
        corpus.Index.Write(to);
        foreach (var document in corpus.Documents)
        {
            to.Write(document.Places.Count);
            foreach (var place in document.Places.Order(StringComparer.Ordinal)) to.Write(place);
            SearchIndex.Write<int>(to, [.. document.Years]);
            Write(to, document.BlockCount == 0 ? new TermList([], []) : corpus.Blocks[document.FirstBlock].Context);
        }

        foreach (var block in corpus.Blocks)
        {
            SearchIndex.Write<int>(to, [.. block.Tokens.Select(t => t.Start)]);
            // A token is a word or a number of a line; the flags ride on its length.
            SearchIndex.Write<int>(to, [.. block.Tokens.Select(t => (t.Length << 2) | (t.IsNumber ? 2 : 0) | (t.Breaks ? 1 : 0))]);
            Write(to, block.Body);
            Write(to, block.Crumb);
            SearchIndex.Write<Clause>(to, block.Clauses);
            SearchIndex.Write<int>(to, block.Years);
            to.Write((byte)((block.HasDuty ? 1 : 0) | (block.GivesReasons ? 2 : 0)));
        }
    }

    private static void Write(BinaryWriter to, TermList list)
    {
        SearchIndex.Write<int>(to, list.Terms);
        SearchIndex.Write<int>(to, list.Marked);
    }

    private static SavedCorpus Read(ReadOnlySpan<byte> bytes, IReadOnlyList<Directive> directives)
    {
        var from = new SpanReader(bytes);
        var (index, texts) = SearchIndex.Read(ref from);
        var documents = new List<CorpusDocument>(directives.Count);
        var contexts = new TermList[directives.Count];
        var first = 0;
        foreach (var directive in directives)
        {
            var places = new string[from.Int()];
            for (var i = 0; i < places.Length; i++) places[i] = from.Text();
            documents.Add(Corpus.Describe(directive, documents.Count, first, places, from.Array<int>()));
            contexts[documents.Count - 1] = ReadList(ref from);
            first += directive.Blocks.Count;
        }

        if (first != index.BlockCount) throw new InvalidDataException("Another number of blocks.");
        var blocks = new List<CorpusBlock>(first);
        foreach (var document in documents)
        {
            var sections = document.Directive.Sections.ToDictionary(s => s.Id, StringComparer.Ordinal);
            foreach (var block in document.Directive.Blocks)
            {
                var starts = from.Array<int>();
                var lengths = from.Array<int>();
                var body = ReadList(ref from);
                var tokens = new Token[starts.Length];
                for (var i = 0; i < tokens.Length; i++) tokens[i] = new Token(starts[i], lengths[i] >> 2, texts[body.Terms[i]], (lengths[i] & 2) != 0, (lengths[i] & 1) != 0);
                var crumb = ReadList(ref from);
                var clauses = from.Array<Clause>();
                var years = from.Array<int>();
                var flags = from.Byte();
                blocks.Add(new CorpusBlock(document, block, sections[block.SectionId], blocks.Count, tokens, clauses, body, crumb, contexts[document.Index], years, (flags & 1) != 0, (flags & 2) != 0));
            }
        }

        return from.AtEnd ? new SavedCorpus(index, documents, blocks) : throw new InvalidDataException("More than an index.");
    }

    private static TermList ReadList(ref SpanReader from) => new(from.Array<int>(), from.Array<int>());
}
