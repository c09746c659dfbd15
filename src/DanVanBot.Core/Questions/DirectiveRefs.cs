using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using DanVanBot.Directives.Search;
using Directive = DanVanBot.Directives.Directive;

namespace DanVanBot.Core.Questions;

/// <summary>
/// Short names of documents for buttons, which carry 64 bytes: eight letters made of the file name, the same after every restart, so that the button of an old message still
/// opens what it says. "REF|SECTION|PAGE" is what buttons carry.
/// </summary>
public static class DirectiveRefs
{
    private const int MostBytes = 46;
    private static readonly ConditionalWeakTable<Corpus, FrozenDictionary<string, Directive>> Tables = [];

    /// <summary>The short name of a document.</summary>
    public static string Of(Directive directive) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directive.File)))[..8];

    /// <summary>What a button carries for a section; null where the section's name is too long for one.</summary>
    public static string? Of(Directive directive, string section, int page = 1)
    {
        var text = page == 1 ? $"{Of(directive)}|{section}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Of(directive)}|{section}|{page}");
        return Encoding.UTF8.GetByteCount(text) <= MostBytes ? text : null;
    }

    /// <summary>What a button carried; null when there is no such document any more.</summary>
    public static (Directive Directive, string Section, int Page)? Read(Corpus corpus, string? argument)
    {
        var parts = (argument ?? "").Split('|');
        if (parts.Length > 3 || Find(corpus, parts[0]) is not { } directive)
            return null;
        var page = parts.Length == 3 && int.TryParse(parts[2], out var n) && n is > 0 and < 1000 ? n : 1;
        return (directive, parts.Length > 1 ? parts[1] : "", page);
    }

    private static Directive? Find(Corpus corpus, string reference) => Tables.GetValue(
        corpus, static c => c.Directives.GroupBy(Of, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal)).GetValueOrDefault(reference);
}
