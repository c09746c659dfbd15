using DanVanBot.Core.Storage;
using DanVanBot.Storage.Compliance;

namespace DanVanBot.Storage.LiteDb.Tests;

public sealed class LiteDbInboxTests : InboxTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}

public sealed class LiteDbRecordTests : RecordTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}
