namespace DanVanBot.Tests;

/// <summary>Where the checkout is, and what beside it a test may read.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The folder of what was given to the project, beside the checkout; null where it is missing.</summary>
    public static string? Shared => Directory.Exists(Path.Combine(Root, "..", "shared", "seeds")) ? Path.GetFullPath(Path.Combine(Root, "..", "shared")) : null;

    /// <summary>Leaves the test visibly where something is missing; with CI=true that is a failure.</summary>
    public static void SkipUnless(bool isThere, string what)
    {
        if (isThere)
            return;
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail($"{what} is missing, and with CI=true nothing is skipped.");
        Assert.Skip($"{what} is missing.");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DanVanBot.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
