using DanVanBot.Core.Offices;

namespace DanVanBot.Hosting;

/// <summary>Where things are and what the office is called, from appsettings.json, environment, /run/secrets and the command line.</summary>
/// <param name="Data">Absolute path of the data folder.</param>
/// <param name="Key">Absolute path of the key file; outside the database, and never in a backup.</param>
/// <param name="Dialogs">Folder of dialogs.</param>
/// <param name="Directives">Folder of the register shipped for a first run.</param>
/// <param name="OfficeDefaults">Folder of the office data copied at a first run.</param>
/// <param name="Url">Where the web chat listens.</param>
/// <param name="Profile">What the bot says of its office.</param>
/// <param name="IsProfileMadeUp">No office name was set: the profile is the made-up one.</param>
/// <param name="TimeZone">The office's time zone.</param>
/// <param name="QuietHours">When nothing is sent that nobody waits for, like 21:00-06:30; checked with the office data.</param>
public sealed record Settings(
    string Data, string Key, string Dialogs, string Directives, string OfficeDefaults, string Url,
    OfficeProfile Profile, bool IsProfileMadeUp, string TimeZone, string QuietHours)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">One of them does not make sense; the message names it.</exception>
    public static Settings Read(IConfiguration configuration, string? data, string? url)
    {
        var folder = Path.GetFullPath(data ?? configuration["Data:Path"] ?? "data");
        var name = configuration["Office:Name"];
        var profile = new OfficeProfile(
            name ?? Required(configuration, "Office:Sample:Name"),
            Code(configuration["Office:Code"] ?? "DP"),
            configuration["Office:Phone"] ?? Required(configuration, "Office:Sample:Phone"),
            configuration["Office:Address"] ?? Required(configuration, "Office:Sample:Address"),
            configuration["Office:ReceptionHours"] ?? Required(configuration, "Office:Sample:ReceptionHours"));
        return new Settings(
            folder,
            Path.GetFullPath(configuration["Data:KeyPath"] ?? Path.Combine(folder, "danvan.key")),
            Path.GetFullPath(configuration["Dialogs:Path"] ?? Beside("dialogs")),
            Path.GetFullPath(configuration["Directives:Path"] ?? Beside("directives")),
            Path.GetFullPath(configuration["Office:DefaultsPath"] ?? Beside("office")),
            Listening(url ?? configuration["Http:Url"] ?? "http://localhost:5080"),
            profile,
            name is null,
            configuration["Office:TimeZone"] ?? "Asia/Ho_Chi_Minh",
            configuration["Office:QuietHours"] ?? "21:00-06:30");
    }

    // Several are separated by semicolons; the host may be * or + for all addresses. What the server would only stumble over is said here.
    private static string Listening(string urls) => urls.Split(';').All(IsAddress)
        ? urls
        : throw new SettingsException($"The program cannot listen at {urls}. Http:Url (--url) is written like http://localhost:5080, the port at most 65535.");

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= 65535 };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Beside(string folder) => Path.Combine(AppContext.BaseDirectory, folder);

    private static string Required(IConfiguration configuration, string key) =>
        configuration[key] ?? throw new SettingsException($"{key} is missing: appsettings.json is not beside the program.");

    private static string Code(string code) => code.Length == 2 && code.All(char.IsAsciiLetterUpper)
        ? code
        : throw new SettingsException($"Office:Code is \"{code}\"; it must be two capital letters A-Z, as in tracking codes.");
}

/// <summary>A refusal with a reason for the operator: printed without a stack trace, exit code 1.</summary>
public class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
