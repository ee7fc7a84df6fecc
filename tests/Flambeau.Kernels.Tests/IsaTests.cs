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
}
