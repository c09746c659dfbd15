using System.Security.Cryptography;
using System.Text;

namespace DanVanBot.Core.Storage;

/// <summary>
/// The file that holds the sealing key: 32 random bytes as one line of base 64, readable by its owner only. It is kept apart from the data and
/// backed up apart; without it the data is lost for good.
/// </summary>
public static class KeyFile
{
    /// <summary>Reads the key, or makes one where there is no data yet that another key could have sealed.</summary>
    /// <exception cref="KeyMissingException">Data is there and the key is not: never replaced by a new key.</exception>
    /// <exception cref="WrongKeyException">The file holds no key.</exception>
    /// <exception cref="DataFolderUnwritableException">The key cannot be read or written.</exception>
    public static Sealer LoadOrCreate(string path, bool databaseExists)
    {
        try
        {
            if (File.Exists(path))
                return Read(path);
            if (databaseExists)
            {
                throw new KeyMissingException(
                    $"The key file {path} is missing, but there is data sealed under it. Put the key file back from where it was backed up; a new key cannot open this data.");
            }

            Write(path);
            return Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderUnwritableException($"The key file {path} cannot be read or written: {e.Message}", e);
        }
    }

    private static Sealer Read(string path)
    {
        var text = File.ReadAllText(path).Trim();
        var key = new byte[32];
        if (!Convert.TryFromBase64String(text, key, out var length) || length != 32)
            throw new WrongKeyException($"The key file {path} holds no key (32 bytes in base 64 are expected).");
        var sealer = new Sealer(key);
        CryptographicOperations.ZeroMemory(key);
        return sealer;
    }

    // Under another name first: a crash in the middle must not leave half a key that the next start would take for a whole one.
    private static void Write(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        DurableFolder.CreatePrivate(folder);
        var text = Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        var temp = path + ".new";
        File.Delete(temp);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temp, options))
        {
            file.Write(text);
            file.Flush(flushToDisk: true);
        }

        File.Move(temp, path, overwrite: false);
        DurableFolder.Flush(folder);
    }
}
