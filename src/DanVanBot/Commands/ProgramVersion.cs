using System.Reflection;

namespace DanVanBot.Commands;

/// <summary>Which build this is; both ends of the control socket must be the same one.</summary>
public static class ProgramVersion
{
    /// <summary>The version, with the commit where the build knew it.</summary>
    public static string Current { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
