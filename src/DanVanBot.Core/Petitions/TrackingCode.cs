namespace DanVanBot.Core.Petitions;
/// <summary>temporary</summary>
public static class TrackingCode
{ /// <summary>t</summary>
    public static string? Find(string text) => null;
}
