using System.CommandLine;

namespace DanVanBot.Commands;

/// <summary>Options every command takes.</summary>
public sealed class GlobalOptions
{
    /// <summary><c>--data DIR</c></summary>
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "The data folder (setting Data:Path; \"data\" under the working directory).",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary><c>--url URL</c></summary>
    public Option<string?> Url { get; } = new("--url")
    {
        Description = "Where the web chat listens (setting Http:Url; http://localhost:5080).",
        HelpName = "URL",
        Recursive = true,
    };

    /// <summary><c>--no-samples</c></summary>
    public Option<bool> NoSamples { get; } = new("--no-samples")
    {
        Description = "Leave an empty data folder without the shipped register and the sample mode.",
        Recursive = true,
    };

    /// <summary><c>--json</c>, of the commands that have it.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON on standard output and nothing else." };
}
