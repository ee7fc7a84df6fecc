namespace Flambeau.Kernels;

/// <summary>F(4x4, 3x3): 36 products for 16 outputs, at the points 0, 1, -1, 2, -2 and infinity.</summary>
internal readonly struct WinogradF4 : IWinogradTile
{
    /// <inheritdoc/>
    public static int Outputs => 4;

    /// <inheritdoc/>
    public static int Inputs => 6;

    /// <inheritdoc/>
    public static void Input(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF4Input>.Apply(in strides, channels);

    /// <inheritdoc/>
    public static void Output(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF4Output>.Apply(in strides, channels);

    /// <inheritdoc/>
    public static void Filter(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF4Filter>.Apply(in strides, channels);

    /// <inheritdoc/>
    public static void OutputGradient(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF4OutputGradient>.Apply(in strides, channels);

    /// <inheritdoc/>
    public static void FilterGradient(in TransformStrides strides, int channels) =>
        TwoSided<WinogradF4FilterGradient>.Apply(in strides, channels);
}
