using DanVanBot.Core.Storage;

namespace DanVanBot.Storage.LiteDb;

/// <summary>The files of a data folder, and the lock that one process holds on it.</summary>
internal sealed class DataFolder : IDisposable
{
    public const string DatabaseName = "danvan.db";
    public const string LogName = "danvan-log.db";
    public const string LockName = "danvan.lock";
    public const string AttachmentsName = "attachments";
    public const string OfficeName = "office";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Root = path;
        _lock = held;
    }

    public string Root { get; }

    public string Database => At(DatabaseName);

    public string Log => At(LogName);

    public string Attachments => At(AttachmentsName);

    public string Office => At(OfficeName);

    public string At(string name) => Path.Combine(Root, name);

    /// <summary>Makes the folder where it is missing and locks it. On Linux nothing else keeps a second process from opening the file and breaking it.</summary>
    public static DataFolder Open(string path)
    {
        path = Path.GetFullPath(path);
        try
        {
            DurableFolder.CreatePrivate(path);
            var probe = Path.Combine(path, ".probe-" + Path.GetRandomFileName());
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderUnwritableException($"The data folder {path} cannot be written: {e.Message}", e);
        }

        var name = Path.Combine(path, LockName);
        try
        {
            return new DataFolder(path, new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataFolderUnwritableException($"The lock file {name} cannot be written: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new DataFolderInUseException($"The data folder {path} is in use by another process ({LockName} is locked). Stop it first, or let it do the work.", e);
        }
    }

    public void Dispose() => _lock.Dispose();
}
