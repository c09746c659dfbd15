using System.Text;
using Spectre.Console;

namespace DanVanBot.Commands;

/// <summary>The streams and files of this process.</summary>
/// <param name="input">Standard input.</param>
/// <param name="output">Standard output.</param>
/// <param name="error">Standard error.</param>
/// <param name="directory">Working directory.</param>
/// <param name="isTerminal">A person sits in front of it.</param>
public sealed class LocalIo(TextReader input, TextWriter output, TextWriter error, string directory, bool isTerminal) : CommandIo
{
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(error),
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        Interactive = InteractionSupport.No,
    });

    private readonly Lock _writing = new();
    private Task<string?>? _reading;
    private bool _isProgressShown;

    /// <inheritdoc />
    public override string Directory { get; } = directory;

    /// <inheritdoc />
    public override bool IsTerminal { get; } = isTerminal;

    /// <summary>The console of this process.</summary>
    public static LocalIo OfProcess()
    {
        var utf8 = new UTF8Encoding(false);
        var input = new StreamReader(Console.OpenStandardInput(), utf8);
        var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        return new LocalIo(input, output, error, Environment.CurrentDirectory, !Console.IsInputRedirected && !Console.IsErrorRedirected);
    }

    /// <inheritdoc />
    public override Task OutAsync(string line) => WriteAsync(output, line);

    /// <inheritdoc />
    public override Task ErrorAsync(string line) => WriteAsync(error, line);

    /// <inheritdoc />
    public override Task ProgressAsync(string line)
    {
        if (!IsTerminal)
            return Task.CompletedTask;
        lock (_writing)
        {
            error.Write("\r\u001b[K");
            _console.Write(new Markup("[grey]" + Markup.Escape(line) + "[/]"));
            _isProgressShown = true;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task<string?> ReadLineAsync(string prompt, CancellationToken ct)
    {
        if (IsTerminal && prompt.Length > 0 && _reading is null)
            await error.WriteAsync(prompt).ConfigureAwait(false);
        // A read of a terminal cannot be taken back: one that was given up is waited for by the next caller.
        _reading ??= Task.Run(input.ReadLine, CancellationToken.None);
        var line = await _reading.WaitAsync(ct).ConfigureAwait(false);
        _reading = null;
        return line;
    }

    /// <inheritdoc />
    public override async Task<byte[]> ReadFileAsync(string path, CancellationToken ct)
    {
        var full = FullPath(path);
        try
        {
            if (System.IO.Directory.Exists(full))
                throw new RefusedException($"{full} is a folder, not a file.");
            var info = new FileInfo(full);
            if (!info.Exists)
                throw new RefusedException($"There is no file {full}.");
            if (info.Length > MaxFile)
                throw new RefusedException($"{full} is larger than {MaxFile / 1024 / 1024} MB.");
            return await File.ReadAllBytesAsync(full, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{full} cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public override Task<IReadOnlyList<string>> ListFilesAsync(string path, CancellationToken ct)
    {
        var full = FullPath(path);
        try
        {
            if (File.Exists(full))
                return Task.FromResult<IReadOnlyList<string>>([full]);
            if (!System.IO.Directory.Exists(full))
                throw new RefusedException($"There is no file {full}.");
            // Links are not followed, so that a loop of them has an end; "~$…" is what Word leaves beside an open document.
            var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint };
            IReadOnlyList<string> files = [.. System.IO.Directory.EnumerateFiles(full, "*", options).Where(f => !Path.GetFileName(f).StartsWith("~$", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            return files.Count > 0 ? Task.FromResult(files) : throw new RefusedException($"The folder {full} holds no files.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{full} cannot be read: {e.Message}", e);
        }
    }

    /// <inheritdoc />
    public override async Task WriteFileAsync(string path, byte[] content, CancellationToken ct)
    {
        var full = FullPath(path);
        if (System.IO.Directory.Exists(full))
            throw new RefusedException($"{full} is a folder, not a file.");
        if (!System.IO.Directory.Exists(Path.GetDirectoryName(full)))
            throw new RefusedException($"There is no folder {Path.GetDirectoryName(full)}.");
        var temporary = $"{full}.{Path.GetRandomFileName()}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var file = new FileStream(temporary, options);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(content, ct).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw new RefusedException($"{full} cannot be written: {e.Message.Replace(temporary, full, StringComparison.Ordinal)}", e);
        }
    }

    private Task WriteAsync(TextWriter to, string line)
    {
        lock (_writing)
        {
            if (_isProgressShown)
                error.Write("\r\u001b[K");
            _isProgressShown = false;
            to.WriteLine(line);
        }

        return Task.CompletedTask;
    }
}
