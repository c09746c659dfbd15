namespace DanVanBot.Core.Tests.Offices;

/// <summary>Folders of the repository.</summary>
internal static class Repo
{
    public static string Root { get; } = Find();

    public static string Office => Path.Combine(Root, "office");

    public static string Dialogs => Path.Combine(Root, "dialogs");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DanVanBot.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("DanVanBot.sln is not above the tests.");
    }
}
