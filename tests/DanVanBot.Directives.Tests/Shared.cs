namespace DanVanBot.Directives.Tests;

/// <summary>Real documents and gold sets stand beside the repository and are never part of it.</summary>
internal static class Shared
{
    public static string Root { get; } = FindRoot();

    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Root, "..", "shared", .. parts]);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"'../shared/{string.Join('/', parts)}' is needed in CI.");
            Assert.Skip($"'../shared/{string.Join('/', parts)}' is not there.");
        }

        return path;
    }

    public static IReadOnlyList<string> Seeds() => [.. Directory.GetFiles(Path("seeds"), "*.txt").Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "DanVanBot.sln"))) return at.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
