using System.Text.Json;
using DanVanBot.Hosting;

namespace DanVanBot.Commands;

/// <summary>
/// Where settings come from, the later over the earlier: <c>appsettings.json</c> beside the program, one in the working directory, environment, files in <c>/run/secrets</c>
/// (setting <c>Secrets:Path</c>). Command line options stand over all.
/// </summary>
public static class ProgramSettings
{
    /// <summary>Reads them.</summary>
    /// <param name="directory">The working directory.</param>
    /// <exception cref="SettingsException">A file is no JSON; the message names it and the place.</exception>
    public static IConfigurationRoot Load(string directory)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        var here = Path.Combine(directory, "appsettings.json");
        try
        {
            var builder = new ConfigurationBuilder().AddJsonFile(beside, optional: true, reloadOnChange: false);
            if (here != beside)
                builder.AddJsonFile(here, optional: true, reloadOnChange: false);
            builder.AddEnvironmentVariables();
            var secrets = Path.GetFullPath(builder.Build()["Secrets:Path"] ?? "/run/secrets", directory);
            return builder.AddKeyPerFile(secrets, optional: true).Build();
        }

        catch (Exception e) when (e is InvalidDataException or FormatException or JsonException or IOException or UnauthorizedAccessException)
        {
            // The library wraps: the innermost message has line and place, the outermost the file.
            throw new SettingsException(e.InnerException is { } inner ? $"{e.Message} {Innermost(inner).Message}" : e.Message, e);
        }
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
