using DanVanBot.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DanVanBot.Storage.LiteDb;

/// <summary>What <see cref="LiteDbStore.OpenAsync"/> needs.</summary>
public sealed record LiteDbStoreOptions
{
    /// <summary>The data folder; made when it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>The codec, under the key of this data (<see cref="KeyFile"/>).</summary>
    public required Sealer Sealer { get; init; }

    /// <summary>The clock: the 7 days of deduplication count from its hours, not from what a channel says.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>For hints that threw and for the failure of the store. Never told a body.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>At most so many pieces of work share one commit. Measured in docs/decisions/0003.</summary>
    public int BatchLimit { get; init; } = 64;

    /// <summary>How long <see cref="LiteDbStore.FiguresAsync"/> waits before it calls the store unavailable.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tests put failing or recording streams here; the service always works on files.</summary>
    internal Func<(Stream Data, Stream Log)>? Streams { get; init; }
}
