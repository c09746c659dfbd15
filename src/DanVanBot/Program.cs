using DanVanBot.Hosting;

var configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").AddEnvironmentVariables().Build();
string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
try
{
    await Service.RunAsync(Settings.Read(configuration, Option("--data"), Option("--url")), configuration, !args.Contains("--no-samples"), _ => { });
    return 0;
}
catch (Exception e) when (e is SettingsException or DanVanBot.Core.Storage.StoreOpenException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
