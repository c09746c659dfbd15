using DanVanBot.Core.Units;

namespace DanVanBot.Core.Offices;

/// <summary>How far a role reaches in one action.</summary>
public enum PermissionScope
{
    /// <summary>On anything of the office.</summary>
    Office,

    /// <summary>On the own unit only.</summary>
    OwnUnit,
}

/// <summary>One line of the table.</summary>
public sealed record Permission(string Action, Role Role, PermissionScope Scope);

/// <summary>Role x unit scope x action, one table for dialogs, the command line and every later door. What is not in it is refused.</summary>
public sealed class Permissions(IReadOnlyList<Permission> lines)
{
    private readonly ILookup<string, Permission> _byAction = lines.ToLookup(l => l.Action, StringComparer.Ordinal);

    /// <summary>Every line.</summary>
    public IReadOnlyList<Permission> Lines { get; } = lines;

    /// <summary>Whether one of these roles may do this.</summary>
    /// <param name="roles">The roles that count now.</param>
    /// <param name="action">An action of the table; an unknown one is refused.</param>
    /// <param name="unit">The unit it is done to; null where it concerns the whole office.</param>
    public bool Allows(IReadOnlyList<RoleGrant> roles, string action, string? unit)
    {
        foreach (var line in _byAction[action])
        {
            foreach (var role in roles)
            {
                if (role.Role == line.Role && (line.Scope == PermissionScope.Office || (unit is not null && role.Unit == unit)))
                    return true;
            }
        }

        return false;
    }
}
