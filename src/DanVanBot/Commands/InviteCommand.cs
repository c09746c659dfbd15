using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using DanVanBot.Core.Units;
using DanVanBot.Hosting;
using QRCoder;

namespace DanVanBot.Commands;

/// <summary><c>invite</c>: a one-time code that links a chat with a role.</summary>
internal static class InviteCommand
{
    /// <summary>Name of the Telegram bot without the @, for links. Without it the name stands that the service noted when it asked Telegram.</summary>
    public const string BotNameSetting = "Telegram:BotName";

    public static BotCommand Make()
    {
        var unit = new Option<string?>("--unit") { Description = "The unit of a secretary, by name or id.", HelpName = "NAME" };
        var role = new Option<string>("--role") { Description = "secretary or officer.", HelpName = "ROLE", Required = true };
        role.AcceptOnlyFromAmong("secretary", "officer");
        var qr = new Option<bool>("--qr") { Description = "Draw the link (or the code) as a QR code." };
        var command = new BotCommand("invite", "A one-time code, good for 48 hours, that makes somebody secretary of a unit or officer.", CommandNeeds.NewData,
            c => RunAsync(c, Enum.Parse<Role>(c.Get(role)!, ignoreCase: true), c.Get(unit), c.Get(qr))).With(unit, role, qr);
        command.Validators.Add(result =>
        {
            if (result.TextOf(role) == "secretary" && string.IsNullOrWhiteSpace(result.TextOf(unit)))
                result.AddError("A secretary is invited for a unit: add --unit NAME.");
            if (result.TextOf(role) == "officer" && result.Has(unit))
                result.AddError("An officer is invited for the whole office: leave --unit out.");
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, Role role, string? unitName, bool withQr)
    {
        var site = context.Site;
        var unit = unitName is null ? null : await site.UnitNamedAsync(unitName).ConfigureAwait(false);
        var wasSample = await SiteWork.IsSampleAsync(site).ConfigureAwait(false);
        var random = RandomNumberGenerator.GetBytes(Invitations.RandomBytes);
        var now = site.Time.GetUtcNow();
        var code = await site.ChangeAsync(view => Invitations.Invite(view, site.Sealer, role, unit?.Id, now, random), context.Cancelled).ConfigureAwait(false);
        var bot = context.Configuration[BotNameSetting]?.Trim().TrimStart('@') is { Length: > 0 } set
            ? set
            : await BotName.FindAsync(site, "telegram", context.Cancelled).ConfigureAwait(false);
        var link = bot is null ? null : $"https://t.me/{bot}?start={code}";
        var expires = site.World.Current.Office.Calendar.Local(now + Invitations.Lifetime).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        await context.Io.OutAsync($"code     {Invitations.Grouped(code)}").ConfigureAwait(false);
        await context.Io.OutAsync($"say      /lienket {Invitations.Grouped(code)}").ConfigureAwait(false);
        if (link is not null)
            await context.Io.OutAsync($"link     {link}").ConfigureAwait(false);
        await context.Io.OutAsync($"for      {role.ToString().ToLowerInvariant()}{(unit is null ? "" : $" of {unit.Name} ({unit.Id})")}").ConfigureAwait(false);
        await context.Io.OutAsync($"expires  {expires}, used once, in a private chat only").ConfigureAwait(false);
        if (withQr)
        {
            foreach (var line in Draw(link ?? code))
                await context.Io.OutAsync(line).ConfigureAwait(false);
        }

        if (link is null)
            await context.Io.ErrorAsync($"For a Telegram link start the service once with Telegram:BotToken, or set {BotNameSetting} to the bot's name.").ConfigureAwait(false);
        if (wasSample)
            await context.Io.ErrorAsync("Sample mode has ended with this first invitation: the roles for trial are gone.").ConfigureAwait(false);
        return CommandLine.Done;
    }

    private static string[] Draw(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var drawing = new AsciiQRCode(data);
        return drawing.GetGraphicSmall().ReplaceLineEndings("\n").Split('\n');
    }
}
