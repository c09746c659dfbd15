namespace DanVanBot.Core.Offices;

/// <summary>Time zones, also on machines that have no table of them.</summary>
public static class TimeZones
{
    /// <summary>Viet Nam: UTC+7 all year, no daylight saving.</summary>
    public const string Vietnam = "Asia/Ho_Chi_Minh";

    /// <summary>The zone of this name, or null when there is none.</summary>
    public static TimeZoneInfo? Find(string id)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;
        return id is Vietnam or "Asia/Saigon" or "SE Asia Standard Time"
            ? TimeZoneInfo.CreateCustomTimeZone(Vietnam, TimeSpan.FromHours(7), Vietnam, Vietnam)
            : null;
    }
}
