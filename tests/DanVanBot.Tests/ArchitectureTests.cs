using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DanVanBot.Tests;

/// <summary>The house stands as it was drawn: arrows run down, pure rooms know no host, sentences are data.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Root = Repository.Root;

    [Theory]
    [InlineData("DanVanBot.Dialogs", "")]
    [InlineData("DanVanBot.Directives", "")]
    [InlineData("DanVanBot.Core", "DanVanBot.Dialogs DanVanBot.Directives")]
    [InlineData("DanVanBot.Channels.Telegram", "DanVanBot.Core")]
    [InlineData("DanVanBot.Channels.Zalo", "DanVanBot.Core")]
    [InlineData("DanVanBot.Storage.LiteDb", "DanVanBot.Core")]
    public void Project_References_OnlyRoomsBelowIt(string project, string allowed) =>
        Includes(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension)
            .Should().BeSubsetOf(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("DanVanBot.Dialogs")]
    [InlineData("DanVanBot.Directives")]
    [InlineData("DanVanBot.Core")]
    public void PureRoomsAndCore_Packages_KnowNoChannelStoreOrHost(string project) =>
        Includes(project, "PackageReference").Should().NotContain(p =>
            p.StartsWith("Telegram", StringComparison.Ordinal) || p.StartsWith("LiteDB", StringComparison.Ordinal)
            || p == "Microsoft.Extensions.Hosting" || p.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void LiteDatabase_IsUsed_OnlyInItsProject() =>
        SourceFiles("src").Where(f => !f.Contains("DanVanBot.Storage.LiteDb", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("using LiteDB", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void TelegramBot_IsUsed_OnlyInItsChannel() =>
        SourceFiles("src").Where(f => !f.Contains("DanVanBot.Channels.Telegram", StringComparison.Ordinal))
            .Where(f => Regex.IsMatch(File.ReadAllText(f), @"^using Telegram\.Bot", RegexOptions.Multiline)).Should().BeEmpty();

    [Fact]
    public void SourceFiles_Length_StaysBelow400Lines() =>
        SourceFiles("src").Concat(SourceFiles("tests")).Concat(SourceFiles("bench"))
            .Where(f => File.ReadLines(f).Count() > 400).Select(f => Path.GetRelativePath(Root, f)).Should().BeEmpty();

    [Fact]
    public void SourceFiles_Strings_HoldNoVietnameseSentence()
    {
        // A string literal with a Vietnamese letter and a blank is a sentence; tables of single letters are not.
        var found = SourceFiles("src")
            .SelectMany(f => File.ReadLines(f).Select((line, i) => (File: Path.GetRelativePath(Root, f), Number: i + 1, Line: line)))
            .Where(l => !l.Line.TrimStart().StartsWith("//", StringComparison.Ordinal) && VietnameseSentence().IsMatch(l.Line))
            .Select(l => $"{l.File}:{l.Number}");
        found.Should().BeEmpty();
    }

    [Fact]
    public void Types_Names_SayWhatTheyAre() =>
        SourceFiles("src").Where(f => Regex.IsMatch(Path.GetFileNameWithoutExtension(f), "(Manager|Helper|Helpers|Util|Utils|Utility)$"))
            .Select(Path.GetFileName).Should().BeEmpty();

    private static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj")).Descendants(element).Select(e => e.Attribute("Include")!.Value.Replace('\\', '/'));

    private static IEnumerable<string> SourceFiles(string folder) => Directory.Exists(Path.Combine(Root, folder))
        ? Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        : [];

    [GeneratedRegex("\"[^\"]*[À-ỹ][^\"]* [^\"]*\"")]
    private static partial Regex VietnameseSentence();
}
