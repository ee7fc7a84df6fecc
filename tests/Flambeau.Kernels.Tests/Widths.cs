namespace Flambeau.Kernels.Tests;

/// <summary>The vector widths that this machine can run.</summary>
internal static class Widths
{
    public static int[] All { get; } = [.. new[] { 0, 128, 256, 512 }.Where(bits => bits <= Isa.HardwareBits)];

    public static TheoryData<int> Data { get; } = [.. All];
}
