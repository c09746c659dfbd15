using DanVanBot.Directives.Reading.Formats;

namespace DanVanBot.Commands;

/// <summary>
/// What a command may touch of the caller's side: its streams and its files. The same handler runs in the caller's own process (<see cref="LocalIo"/>) or inside
/// the running service, which then reaches back over the control socket. Files are the caller's: the service opens none of them by itself.
/// </summary>
public abstract class CommandIo
{
    /// <summary>Largest file a command takes: that of a document. Nothing larger is read into memory only to be refused there.</summary>
    public const int MaxFile = DocumentFile.Largest;

    /// <summary>The caller's working directory, absolute.</summary>
    public abstract string Directory { get; }

    /// <summary>A person sits in front of it: standard input and standard error are a terminal.</summary>
    public abstract bool IsTerminal { get; }

    /// <summary>A line on standard output: results, and with <c>--json</c> nothing but JSON.</summary>
    public abstract Task OutAsync(string line);

    /// <summary>A line on standard error: everything said about the work.</summary>
    public abstract Task ErrorAsync(string line);

    /// <summary>A line that the next one may replace where <see cref="IsTerminal"/>, and that is not shown elsewhere.</summary>
    public abstract Task ProgressAsync(string line);

    /// <summary>The next line of standard input, null at its end.</summary>
    /// <param name="prompt">Shown before it where <see cref="IsTerminal"/>.</param>
    /// <param name="ct">Gives up waiting.</param>
    public abstract Task<string?> ReadLineAsync(string prompt, CancellationToken ct);

    /// <summary>The content of a file.</summary>
    /// <exception cref="RefusedException">It cannot be read; the message says why.</exception>
    public abstract Task<byte[]> ReadFileAsync(string path, CancellationToken ct);

    /// <summary>The files a path stands for: itself, or every file of a folder and of the folders in it, ordered by name. Hidden ones are left out.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public abstract Task<IReadOnlyList<string>> ListFilesAsync(string path, CancellationToken ct);

    /// <summary>Writes a whole file, readable by its owner only, under its name at once or not at all; an existing one is replaced.</summary>
    /// <exception cref="RefusedException">It cannot be written; the message says why.</exception>
    public abstract Task WriteFileAsync(string path, byte[] content, CancellationToken ct);

    /// <summary>A path of the caller as an absolute one.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Directory);
}

/// <summary>A command is refused, with a reason of one or few lines for the operator. Exit code 1, no stack trace.</summary>
public sealed class RefusedException(string message, Exception? inner = null) : Exception(message, inner);
