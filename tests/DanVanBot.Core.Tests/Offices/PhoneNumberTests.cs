using DanVanBot.Core.Offices;

namespace DanVanBot.Core.Tests.Offices;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("0912345678", "0912345678")]
    [InlineData("0912 345 678", "0912345678")]
    [InlineData("0912.345.678", "0912345678")]
    [InlineData("+84 912 345 678", "0912345678")]
    [InlineData("84912345678", "0912345678")]
    [InlineData("0084 912345678", "0912345678")]
    [InlineData("+84 (0) 912 345 678", "0912345678")]
    [InlineData("(0255) 3822 822", "02553822822")]
    [InlineData("+84 255 3822822", "02553822822")]
    [InlineData("0387654321", "0387654321")]
    public void Read_AsPeopleType_IsTheNumber(string typed, string digits) => PhoneNumber.Read(typed).Should().Be(digits);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("091234567")]
    [InlineData("09123456789")]
    [InlineData("0112345678")]
    [InlineData("0612345678")]
    [InlineData("912345678")]
    [InlineData("0912 345 678 gọi buổi tối")]
    [InlineData("0912345678 0912345679")]
    [InlineData("113")]
    public void Read_SomethingElse_IsNone(string? typed) => PhoneNumber.Read(typed).Should().BeNull();

    [Theory]
    [InlineData("0912345678", "0912 345 678")]
    [InlineData("02553822822", "0255 3822 822")]
    public void Spoken_Number_IsInGroups(string digits, string spoken) => PhoneNumber.Spoken(digits).Should().Be(spoken);
}
