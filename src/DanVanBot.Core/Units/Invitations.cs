using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;

namespace DanVanBot.Core.Units;

/// <summary>A one-time invitation to a role. The code itself is nowhere kept: the record's id is its keyed hash.</summary>
/// <param name="Id">Keyed hash of the code.</param>
/// <param name="Unit">The unit; null for officers.</param>
/// <param name="Role">The role.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">48 hours later.</param>
/// <param name="UsedBy">Who used it.</param>
/// <param name="UsedAt">When.</param>
/// <param name="Channel">On which channel instance.</param>
public sealed record Invitation(
    string Id, string? Unit, Role Role, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, string? UsedBy = null, DateTimeOffset? UsedAt = null, string? Channel = null)
{
    /// <summary>Shape of this record.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>For trial: gives a role that counts only in sample mode, and does not end it.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Found by id only.</summary>
    public static readonly RecordKind<Invitation> Records = new("invitation", i => i.Id, _ => []);
}

/// <summary>Wrong codes of one chat in one hour.</summary>
public sealed record InviteTries(LaneId Lane, long Hour, int Count)
{
    /// <summary>One a chat.</summary>
    public static readonly RecordKind<InviteTries> Records = new("invite-tries", t => t.Lane.Value, _ => []);
}

/// <summary>
/// Makes and reads invitation codes: 22 of Crockford's symbols, 110 bits. One form serves the link (<c>/start CODE</c> takes it as it is) and somebody who types it from
/// a letter, in groups, in any case, with O for 0 and I or L for 1.
/// </summary>
public static class Invitations
{
    /// <summary>How long a code is good for.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(48);

    /// <summary>Symbols of a code.</summary>
    public const int Length = 22;

    /// <summary>Random bytes a code needs.</summary>
    public const int RandomBytes = 16;

    /// <summary>Makes one. Chance is the caller's: a step has none.</summary>
    /// <param name="sealer">Hashes the code.</param>
    /// <param name="role">Secretary or officer.</param>
    /// <param name="unit">The unit of a secretary; null for an officer.</param>
    /// <param name="now">The time.</param>
    /// <param name="random">16 bytes from a cryptographic source.</param>
    /// <returns>The code, to be shown once, and the record to write.</returns>
    public static (string Code, Invitation Invitation) Make(Sealer sealer, Role role, string? unit, DateTimeOffset now, ReadOnlySpan<byte> random)
    {
        if (random.Length != RandomBytes)
            throw new ArgumentException($"{RandomBytes} random bytes are expected.", nameof(random));
        if (role == Role.Citizen || (role == Role.Secretary) != (unit is not null))
            throw new ArgumentException("A secretary is invited for a unit, an officer for the office.", nameof(unit));
        Span<char> code = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var pair = (random[bit / 8] << 8) | (bit / 8 + 1 < random.Length ? random[bit / 8 + 1] : 0);
            code[i] = TrackingCode.Symbols[(pair >> (11 - bit % 8)) & 31];
        }

        var text = new string(code);
        return (text, new Invitation(IdOf(sealer, text), unit, role, now, now + Lifetime));
    }

    /// <summary>Makes one for the command line and notes it: the first real invitation ends sample mode. Commit the view's writes.</summary>
    public static string Invite(StepView view, Sealer sealer, Role role, string? unit, DateTimeOffset now, ReadOnlySpan<byte> random)
    {
        var (code, invitation) = Make(sealer, role, unit, now, random);
        Invitation.Records.Put(view, invitation);
        Audit.NoteOperator(view, now, "invite", $"{Wording.Id(role)}|{unit}");
        SampleMode.End(view, now, "invite");
        return code;
    }

    /// <summary>Makes one for trial, in sample mode only. Commit the view's writes.</summary>
    public static string InviteForTrial(StepView view, Sealer sealer, Role role, string? unit, DateTimeOffset now, ReadOnlySpan<byte> random)
    {
        var (code, invitation) = Make(sealer, role, unit, now, random);
        Invitation.Records.Put(view, invitation with { IsTrial = true });
        return code;
    }

    /// <summary>As printed for people to type: groups of four and a last one of two.</summary>
    public static string Grouped(string code) => string.Join('-', code.Chunk(4).Select(c => new string(c)));

    /// <summary>The code somebody typed, or null when it cannot be one.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 80)
            return null;
        var kept = new System.Text.StringBuilder(Length);
        foreach (var c in typed.Where(c => c is not (' ' or '-' or '.' or '_' or '\u2013')))
        {
            var symbol = char.ToUpperInvariant(c) switch { 'O' => '0', 'I' or 'L' => '1', var other => other };
            if (!TrackingCode.Symbols.Contains(symbol, StringComparison.Ordinal) || kept.Length == Length)
                return null;
            kept.Append(symbol);
        }

        return kept.Length == Length ? kept.ToString() : null;
    }

    /// <summary>The id under which a code's invitation is kept.</summary>
    public static string IdOf(Sealer sealer, string code) => sealer.Lookup("invite", code);
}
