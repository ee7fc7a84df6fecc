using System.Numerics;

namespace Flambeau.Kernels.Tests;

public class IsaTests
{
    [Theory]
    [InlineData(null, 512)]
    [InlineData("", 512)]
    [InlineData("512", 512)]
    [InlineData("256", 256)]
    [InlineData("128", 128)]
    [InlineData("scalar", 0)]
    public void ParseLimit_reads_each_width(string? value, int bits) => Assert.Equal(bits, Isa.ParseLimit(value));

    [Fact]
    public void ParseLimit_names_the_values_it_takes()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Isa.ParseLimit("avx"));
        Assert.Equal("FLAMBEAU_ISA: the value must be scalar, 128, 256 or 512, but it is 'avx'.", error.Message);
    }

    [Fact]
    public void Bits_never_exceeds_the_hardware()
    {
        Assert.InRange(Isa.Bits, 0, Isa.HardwareBits);
        Assert.Equal(Isa.Bits >= 512, Isa.Use512);
        Assert.Equal(Isa.Bits >= 256, Isa.Use256);
        Assert.Equal(Isa.Bits >= 128, Isa.Use128);
    }

    /// <summary>The runs at other widths (.ci/run) are what they claim to be.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public void A_switch_of_the_runtime_lowers_the_width(string variable, int most) =>
        Assert.True(Environment.GetEnvironmentVariable(variable) != "0" || Isa.HardwareBits <= most, $"{Isa.HardwareBits} bits");

    [Fact]
    public void The_runtime_narrows_its_own_vectors() => Assert.True(
        Environment.GetEnvironmentVariable("DOTNET_MaxVectorTBitWidth") != "128" || Vector<byte>.Count == 16);

    [Fact]
    public void FLAMBEAU_ISA_lowers_the_width() =>
        Assert.InRange(Isa.Bits, 0, Isa.ParseLimit(Environment.GetEnvironmentVariable("FLAMBEAU_ISA")));
}
