namespace DanVanBot.Storage.LiteDb.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Runner_Always_Runs() => true.Should().BeTrue();
}
