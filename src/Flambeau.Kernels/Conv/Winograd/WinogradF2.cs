namespace Flambeau.Kernels;

/// <summary>F(2x2, 3x3): 16 products for 4 outputs, at the points 0, 1, -1 and infinity.</summary>
internal readonly struct WinogradF2 : IWinogradTile
{
    /// <inheritdoc/>
    public static int Outputs => 2;

    /// <inheritdoc/>
    public static int Inputs => 4;

    /// <inheritdoc/>
    public static void Input(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF2Input>.Apply(in strides, channels);

    /// <inheritdoc/>
    public static void Output(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF2Output>.Apply(in strides, channels);

    /// <inheritdoc/>
    public static void Filter(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF2Filter>.Apply(in strides, channels);

    /// <inheritdoc/>
    public static void OutputGradient(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF2OutputGradient>.Apply(in strides, channels);

    /// <inheritdoc/>
    public static void FilterGradient(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF2FilterGradient>.Apply(in strides, channels);
}
