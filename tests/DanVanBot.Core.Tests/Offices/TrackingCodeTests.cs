using DanVanBot.Core.Offices;

namespace DanVanBot.Core.Tests.Offices;

public sealed class TrackingCodeTests
{
    private static readonly CodePermutation Permutation = new("a key");

    // The whole range takes ten seconds: the long form.
    [Fact]
    public void Permutation_Numbers_AreAllDifferent() => AllDifferent(Environment.GetEnvironmentVariable("DANVAN_LONG") == "1" ? CodePermutation.Size : 1 << 22);

    private static void AllDifferent(int count)
    {
        var seen = new System.Collections.BitArray(CodePermutation.Size);
        for (var i = 0; i < count; i++)
        {
            var to = Permutation.Apply(i);
            if (seen[to])
                Assert.Fail($"{i} and an earlier number both become {to}");
            seen[to] = true;
        }
    }

    [Fact]
    public void Permutation_NeighbouringNumbers_AreScattered()
    {
        // A counter would differ in the last symbol only; here the first symbols of a hundred codes in a row take most values.
        var first = Enumerable.Range(1, 100).Select(i => TrackingCode.Make("DP", 2026, i, Permutation).Tail[0]).Distinct().Count();
        first.Should().BeGreaterThan(20);
        new CodePermutation("another key").Apply(1).Should().NotBe(Permutation.Apply(1));
    }

    [Fact]
    public void Permutation_SameKey_NeverChanges() =>
        // Codes given out must stay where they are: these values are for ever.
        Enumerable.Range(0, 4).Select(new CodePermutation("office petition").Apply).Should().Equal(Expected);

    private static readonly int[] Expected = [5317518, 32956123, 31249267, 16919561];

    [Fact]
    public void Make_AnySerial_ReadsBack()
    {
        CsCheck.Check.Sample(CsCheck.Gen.Int[1, CodePermutation.Size], serial =>
        {
            var code = TrackingCode.Make("DP", 2026, serial, Permutation);
            code.ToString().Should().MatchRegex("^DP-26-[0-9A-HJKMNP-TV-Z]{6}$");
            TrackingCode.TryParse(code.ToString(), "XX", 2020, out var read).Should().BeTrue();
            read.Should().Be(code);
        });
    }

    [Fact]
    public void TryParse_EverySingleWrongCharacter_IsFound()
    {
        for (var serial = 1; serial <= 100; serial++)
        {
            var code = TrackingCode.Make("DP", 2026, serial, Permutation).ToString().Replace("-", "", StringComparison.Ordinal);
            for (var place = 0; place < code.Length; place++)
            {
                var symbols = place < 2 ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : place < 4 ? "0123456789" : TrackingCode.Symbols;
                foreach (var wrong in symbols.Where(s => s != code[place]))
                {
                    var typed = code[..place] + wrong + code[(place + 1)..];
                    if (TrackingCode.TryParse(typed, "DP", 2026, out _))
                        Assert.Fail($"{typed} is taken for a code, {code} was meant");
                }
            }
        }
    }

    [Fact]
    public void TryParse_EveryTwoNeighboursSwapped_IsFound()
    {
        for (var serial = 1; serial <= 1000; serial++)
        {
            var code = TrackingCode.Make("DP", 2026, serial, Permutation).ToString().Replace("-", "", StringComparison.Ordinal);
            for (var place = 0; place < code.Length - 1; place++)
            {
                var typed = code[..place] + code[place + 1] + code[place] + code[(place + 2)..];
                if (typed != code && TrackingCode.TryParse(typed, "DP", 2026, out _))
                    Assert.Fail($"{typed} is taken for a code, {code} was meant");
            }
        }
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData(" {0} ")]
    [InlineData("{0}.")]
    public void TryParse_WithBlanksAndDots_IsTheCode(string shape) => Reads(shape, c => c);

    [Fact]
    public void TryParse_SmallLetters_IsTheCode() => Reads("{0}", c => c.ToLowerInvariant());

    [Fact]
    public void TryParse_InGroups_IsTheCode() => Reads("{0}", c => c[..9] + " " + c[9..]);

    [Fact]
    public void TryParse_WithoutDashes_IsTheCode() => Reads("{0}", c => c.Replace("-", "", StringComparison.Ordinal));

    [Fact]
    public void TryParse_LetterOForZeroAndLetterIForOne_IsTheCode()
    {
        Reads("{0}", c => c[..6] + c[6..].Replace('0', 'O').Replace('1', 'I'));
        Reads("{0}", c => c[..6] + c[6..].Replace('0', 'o').Replace('1', 'l'));
    }

    [Fact]
    public void TryParse_LastSixAlone_IsThisOfficesCodeOfThisOrAnEarlierYear()
    {
        Reads("{0}", c => c[6..]);
        Reads("{0}", c => c[6..9] + " " + c[9..], yearNow: 2028);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("DP-26")]
    [InlineData("DP-26-7K3F9Q8")]
    [InlineData("0905 000 111")]
    [InlineData("DP-26-7K3F9U")]
    [InlineData("cống nghẹt")]
    public void TryParse_SomethingElse_IsNone(string? typed) => TrackingCode.TryParse(typed, "DP", 2026, out _).Should().BeFalse();

    [Fact]
    public void Make_SerialBeyondTheYearsCodes_Throws()
    {
        var act = () => TrackingCode.Make("DP", 2026, CodePermutation.Size + 1L, Permutation);
        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static void Reads(string shape, Func<string, string> typed, int yearNow = 2026)
    {
        for (var serial = 1; serial <= 100; serial++)
        {
            var code = TrackingCode.Make("DP", 2026, serial, Permutation);
            var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, typed(code.ToString()));
            TrackingCode.TryParse(text, "DP", yearNow, out var read).Should().BeTrue(text);
            read.Should().Be(code);
        }
    }
}
