using DanVanBot.Core.Channels;
using DanVanBot.Core.Conversations;
using DanVanBot.Core.Offices;
using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;

namespace DanVanBot.Core.Delivery;

/// <summary>
/// Runs the steps of lanes that have mail: claim, step on a worker thread, one commit. A stale commit is run again; after three tries the person is told
/// that somebody else was faster. A step that throws is tried again soon, and the person is told that the message is kept; after the last try it becomes a dead letter,
/// for an operator to look at and to replay, and its lane goes on. What came later in a lane waits for that, less than a minute; other lanes do not.
/// </summary>
public sealed partial class LanePump(IBotStore store, Sealer sealer, WorldKeeper world, TimeProvider time, ILogger<LanePump> log)
{
    /// <summary>Tries of a step whose reads went stale.</summary>
    public const int Tries = 3;

    private const int Together = 16;
    private const int MailPerClaim = 16;
    private static readonly TimeSpan[] RetryAfter = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];

    /// <summary>Handles what is there now; returns how many pieces of mail were done.</summary>
    public async Task<int> StepAsync(CancellationToken ct)
    {
        var claims = await store.ClaimAsync(Together, MailPerClaim, time.GetUtcNow(), ct).ConfigureAwait(false);
        if (claims.Count == 0)
            return 0;
        var done = await Task.WhenAll(claims.Select(claim => Task.Run(() => RunLaneAsync(claim, ct), ct))).ConfigureAwait(false);
        return done.Sum();
    }

    private async Task<int> RunLaneAsync(LaneClaim claim, CancellationToken ct)
    {
        var done = 0;
        var state = claim.State;
        try
        {
            foreach (var mail in claim.Mail)
            {
                ct.ThrowIfCancellationRequested();
                var (goesOn, next) = await RunMailAsync(claim, mail, state, ct).ConfigureAwait(false);
                if (!goesOn)
                    break;
                state = next;
                done++;
            }
        }
        finally
        {
            await store.ReleaseAsync(claim, CancellationToken.None).ConfigureAwait(false);
        }

        return done;
    }

    private async Task<(bool GoesOn, string? State)> RunMailAsync(LaneClaim claim, MailItem mail, string? state, CancellationToken ct)
    {
        Inbound? what = null;
        try
        {
            what = Inbound.Parse(mail.Body);
            for (var attempt = 1; ; attempt++)
            {
                var step = NewStep(claim, mail, state, what);
                if (attempt <= Tries)
                    ChatStep.Run(step, what);
                else
                    step.SayMenu("someone-else-first");
                if (step.IsDropped)
                    LogDropped(claim.Lane.Channel, what.GetType().Name);
                var commit = step.ToCommit(claim);
                var result = await store.CommitAsync(commit, ct).ConfigureAwait(false);
                if (result.Done)
                    return (true, commit.LaneState);
                if (result.Status == CommitStatus.ClaimLost)
                    return (false, null);
                LogStale(claim.Lane.Channel, attempt, result.Status, result.Detail);
                if (attempt > Tries)
                    throw new InvalidOperationException($"A step that reads nothing was refused: {result.Status}.");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException and not StoreUnavailableException)
        {
            // The type and the place of the error, never its message: it could quote the person's text.
            LogFailed(claim.Lane.Channel, mail.Failures + 1, e.GetType().Name, Where(e));
            // Mail of no known kind will not become one by waiting.
            DateTimeOffset? again = what is not null && mail.Failures < RetryAfter.Length ? time.GetUtcNow() + RetryAfter[mail.Failures] : null;
            if (again is null)
                LogPutAside(claim.Lane.Channel, mail.Failures + 1);
            if (mail.Failures == 0 || again is null)
                await TellAsync(claim, mail, what, again is null ? "put-aside" : "kept-for-later").ConfigureAwait(false);
            await store.FailMailAsync(claim, mail.Id, e.GetType().Name, again, ct).ConfigureAwait(false);
            // What came later in this lane waits for it, unless it was given up.
            return (again is null, state);
        }
    }

    // Once for each phrase and mail, whatever happens: the id is derived. Nobody waits for an answer to mail from inside.
    private async Task TellAsync(LaneClaim claim, MailItem mail, Inbound? what, string phrase)
    {
        if (what?.By is not { IsAddressed: true })
            return;
        try
        {
            var step = NewStep(claim, mail with { Id = $"{phrase}:{mail.Id}" }, null, what);
            step.Say(step.World.Dialogs.Phrases.Say(phrase, step.Model()));
            await store.CommitAsync(step.ToCommit(claim) with { MailDone = [], LaneState = null }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            LogFailed(claim.Lane.Channel, mail.Failures + 1, e.GetType().Name, Where(e));
        }
    }

    private StepContext NewStep(LaneClaim claim, MailItem mail, string? state, Inbound what) => new()
    {
        World = world.Current,
        View = new StepView(store, claim.Office),
        Sealer = sealer,
        Lane = claim.Lane,
        MailId = mail.Id,
        AcceptedAt = mail.AcceptedAt,
        Now = time.GetUtcNow(),
        By = what.By,
        Chat = ChatState.Parse(state),
    };

    private static string Where(Exception e) => new System.Diagnostics.StackTrace(e, true).GetFrame(0)?.GetMethod() is { } method
        ? $"{method.DeclaringType?.Name}.{method.Name}"
        : "?";

    [LoggerMessage(1001, LogLevel.Debug, "A step on {Channel} was refused at try {Attempt}: {Status} {Detail}")]
    private partial void LogStale(string channel, int attempt, CommitStatus status, string? detail);

    [LoggerMessage(1002, LogLevel.Error, "A step on {Channel} failed for the {Failures}. time: {Error} in {Place}")]
    private partial void LogFailed(string channel, int failures, string error, string place);

    [LoggerMessage(1004, LogLevel.Error, "Mail on {Channel} could not be handled at {Failures} tries and was put aside; see `mail dead list`")]
    private partial void LogPutAside(string channel, int failures);

    [LoggerMessage(1003, LogLevel.Warning, "Mail on {Channel} of kind {Kind} has no handler in this release and was dropped")]
    private partial void LogDropped(string channel, string kind);
}
