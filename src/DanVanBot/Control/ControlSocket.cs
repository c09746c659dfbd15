using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace DanVanBot.Control;

/// <summary>
/// Where the control socket of a data folder is, and who may use it. It lies in the folder, for its owner only; where the path is longer than a socket address holds,
/// it lies in a folder of its own under the temporary one, and a file in the data folder tells where. On Linux both sides also ask the kernel
/// who is at the other end: the same user, or root.
/// </summary>
internal static class ControlSocket
{
    public const string Name = "control.sock";
    public const string PointerName = "control.path";

    // sockaddr_un holds 108 bytes on Linux, 104 on macOS, the ending zero included.
    private const int LongestPath = 103;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Makes and binds the socket of a folder whose lock the caller holds: what an earlier owner left behind is dead and goes.</summary>
    public static (Socket Socket, string Path) Listen(string folder)
    {
        Remove(folder);
        var path = Path.Combine(folder, Name);
        if (Encoding.UTF8.GetByteCount(path) > LongestPath)
        {
            path = Path.Combine(System.IO.Directory.CreateTempSubdirectory("danvanbot-").FullName, Name);
            if (Encoding.UTF8.GetByteCount(path) > LongestPath)
                throw new IOException($"The paths {folder} and {Path.GetDirectoryName(path)} are both too long for a socket.");
            WritePointer(folder, path);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Nobody can connect before Listen.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, OwnerOnly);
            socket.Listen(16);
            return (socket, path);
        }
        catch
        {
            socket.Dispose();
            Remove(folder);
            throw;
        }
    }

    /// <summary>Deletes the socket of a folder and what belongs to it.</summary>
    public static void Remove(string folder)
    {
        File.Delete(Path.Combine(folder, Name));
        var pointer = Path.Combine(folder, PointerName);
        if (!File.Exists(pointer))
            return;
        var path = File.ReadAllText(pointer).Trim();
        // Only a folder of ours, made as above, is removed: the pointer might be anything.
        if (Path.GetFileName(path) == Name && Path.GetDirectoryName(path) is { } apart && Path.GetFileName(apart).StartsWith("danvanbot-", StringComparison.Ordinal))
        {
            if (File.Exists(path))
                File.Delete(path);
            if (System.IO.Directory.Exists(apart) && !System.IO.Directory.EnumerateFileSystemEntries(apart).Any())
                System.IO.Directory.Delete(apart);
        }

        File.Delete(pointer);
    }

    /// <summary>Where to connect for this folder.</summary>
    public static string PathOf(string folder)
    {
        var pointer = Path.Combine(folder, PointerName);
        return File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : Path.Combine(folder, Name);
    }

    /// <summary>Others than the owner may write into this folder, and could put a socket of their own there.</summary>
    public static bool IsOpenToOthers(string folder) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & OthersWrite) != 0;

    /// <summary>Whether the other end belongs to this user; <paramref name="rootToo"/> trusts root at the other end, and root trusts everybody it called.</summary>
    public static bool IsOurs(Socket socket, bool rootToo)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        const int SolSocket = 1, SoPeerCred = 17;
        Span<byte> credentials = stackalloc byte[12];
        if (socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials) < 8)
            return false;
        // struct ucred: process, user, group.
        var peer = BitConverter.ToUInt32(credentials[4..8]);
        var own = EffectiveUser();
        return peer == own || (rootToo ? peer == 0 : own == 0);
    }

    private static void WritePointer(string folder, string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(Path.Combine(folder, PointerName), options);
        file.Write(Encoding.UTF8.GetBytes(path));
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
