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

public sealed class LiteDbListTests : ListTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}

public sealed class LiteDbOutboxTests : OutboxTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}

public sealed class LiteDbDueTests : DueTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}

public sealed class LiteDbFileTests : FileTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}

public sealed class LiteDbOfficeTests : OfficeTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}

public sealed class LiteDbCareTests : CareTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}

public sealed class LiteDbBackupTests : BackupTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}

public sealed class LiteDbModelTests : ModelTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}

public sealed class LiteDbParallelTests : ParallelTests
{
    protected override IStoreFixture CreateFixture(TimeProvider time, Sealer sealer) => new LiteDbFixture(time, sealer);
}
