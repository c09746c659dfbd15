namespace DanVanBot.Directives.Register;

internal static class RegisterLoader
{
    public static (IReadOnlyList<Directive> Directives, IReadOnlyList<string> Errors) Load(string folder) => ([], []);
}
