namespace DanVanBot.Dialogs.Tests.Fakes;

/// <summary>Where the repository is, seen from the built tests.</summary>
internal static class Repo
{
    public static string Root { get; } = Find();

    public static string Dialogs => Path.Combine(Root, "dialogs");

    private static string Find()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
        {
            if (File.Exists(Path.Combine(d.FullName, "DanVanBot.sln")))
                return d.FullName;
        }

        throw new DirectoryNotFoundException("DanVanBot.sln is not above the tests.");
    }
}

/// <summary>A folder of dialogs made for one test: the real words and phrases, and dialogs of its own.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder(bool withWords = true)
    {
        Path = Directory.CreateTempSubdirectory("dialogs-").FullName;
        if (!withWords)
            return;
        File.Copy(System.IO.Path.Combine(Repo.Dialogs, "words.yaml"), System.IO.Path.Combine(Path, "words.yaml"));
        File.Copy(System.IO.Path.Combine(Repo.Dialogs, "phrases.yaml"), System.IO.Path.Combine(Path, "phrases.yaml"));
    }

    public string Path { get; }

    /// <summary>A copy of the shipped dialogs, to be changed.</summary>
    public static TestFolder CopyOfShipped()
    {
        TestFolder folder = new(withWords: false);
        foreach (string file in Directory.EnumerateFiles(Repo.Dialogs, "*", SearchOption.AllDirectories))
            folder.Write(System.IO.Path.GetRelativePath(Repo.Dialogs, file), File.ReadAllText(file));
        return folder;
    }

    public TestFolder Write(string file, string text)
    {
        string path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public TestFolder Dialog(string id, string steps, string head = "") =>
        Write($"{id}/dialog.yaml", $"id: {id}\ntitle: {id}\n{head}steps:\n{steps}");

    public string Read(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    public LoadResult Load() => DialogSet.Load(Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
