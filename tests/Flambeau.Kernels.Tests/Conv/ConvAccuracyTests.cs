namespace Flambeau.Kernels.Tests.Conv;

/// <summary>
/// The layers of ResNet, VGG and MobileNet: float results against float64, relative to the largest output.
/// </summary>
public sealed class ConvAccuracyTests : IDisposable
{
    // Winograd F(4x4) may round to 2e-5 of the largest output, everything else to 2e-6.
    private const double Winograd = 2e-5, Exact = 2e-6;

    public void Dispose() => ConvolutionPlan.Forced = null;

    [Theory]
    [InlineData("1 64 28 28 64 3 3 1 1 1 1 1 1 1", nameof(ConvAlgorithm.WinogradF4), Winograd)]
    [InlineData("1 128 14 14 128 3 3 1 1 1 1 1 1 1", nameof(ConvAlgorithm.WinogradF4), Winograd)]
    [InlineData("1 512 7 7 512 3 3 1 1 1 1 1 1 1", nameof(ConvAlgorithm.WinogradF4), Winograd)]
    [InlineData("1 128 14 14 128 3 3 1 1 1 1 1 1 1", nameof(ConvAlgorithm.WinogradF2), Exact)]
    [InlineData("1 512 7 7 512 3 3 1 1 1 1 1 1 1", nameof(ConvAlgorithm.WinogradF2), Exact)]
    [InlineData("1 512 7 7 512 3 3 1 1 1 1 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("1 3 56 56 64 7 7 2 2 3 3 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("1 128 28 28 128 3 3 2 2 1 1 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("2 64 28 28 256 1 1 1 1 0 0 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("2 256 28 28 64 1 1 1 1 0 0 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("1 2048 7 7 512 1 1 1 1 0 0 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("1 256 28 28 512 1 1 2 2 0 0 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("2 144 28 28 144 3 3 1 1 1 1 1 1 144", nameof(ConvAlgorithm.Depthwise), Exact)]
    [InlineData("1 96 56 56 96 3 3 2 2 1 1 1 1 96", nameof(ConvAlgorithm.Depthwise), Exact)]
    [InlineData("1 128 14 14 128 3 3 1 1 1 1 1 1 32", nameof(ConvAlgorithm.Direct), Exact)]
    public void Layers_of_networks_are_exact(string sizes, string algorithm, double tolerance) =>
        // Activations behind a ReLU, weights and gradients around zero.
        AreExact(sizes, algorithm, tolerance, lowest: -1);

    [Theory]
    [InlineData("2 2048 7 7 512 1 1 1 1 0 0 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("1 512 14 14 128 3 3 2 2 1 1 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("1 900 7 7 40 3 1 1 1 1 0 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("1 3 112 112 64 7 7 2 2 3 3 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("2 32 112 112 16 1 1 1 1 0 0 1 1 1", nameof(ConvAlgorithm.Direct), Exact)]
    [InlineData("1 128 28 28 64 3 3 1 1 1 1 1 1 1", nameof(ConvAlgorithm.WinogradF2), Exact)]
    [InlineData("1 128 28 28 64 3 3 1 1 1 1 1 1 1", nameof(ConvAlgorithm.WinogradF4), Winograd)]
    [InlineData("8 8 112 112 8 3 3 1 1 1 1 1 1 8", nameof(ConvAlgorithm.Depthwise), Exact)]
    public void Long_sums_of_one_sign_are_exact(string sizes, string algorithm, double tolerance) =>
        // What rounds most: every addition makes the sum larger.
        AreExact(sizes, algorithm, tolerance, lowest: 0);

    private static void AreExact(string sizes, string algorithm, double tolerance, double lowest)
    {
        Conv2dGeometry g = Conv2dKernelTests.Geometry(sizes);
        (int input, int output, int weights) = ((int)g.InputLength, (int)g.OutputLength, (int)g.WeightLength);
        float[] x = Near.Random<float>(1, input, -1, 2), w = Near.Random<float>(2, weights, 0.1 * lowest, 0.1);
        float[] dy = Near.Random<float>(3, output, 0.01 * lowest, 0.01);
        x = [.. x.Select(value => Math.Max(value, 0))];
        double[] wideX = Near.Wide(x), wideW = Near.Wide(w), wideDy = Near.Wide(dy);
        double[] y = new double[output], dx = new double[input], dw = new double[weights];
        // The float64 kernels are held to the definition elsewhere, on sizes for which that is quick.
        Conv2dKernel.Forward<double>(g, wideX, wideW, default(ReadOnlySpan<double>), y);
        Conv2dKernel.BackwardInput<double>(g, wideDy, wideW, dx);
        Conv2dKernel.BackwardWeight<double>(g, wideX, wideDy, dw);

        ConvolutionPlan.Forced = Enum.Parse<ConvAlgorithm>(algorithm);
        float[] narrowY = new float[output], narrowDx = new float[input], narrowDw = new float[weights];
        Conv2dKernel.Forward<float>(g, x, w, default(ReadOnlySpan<float>), narrowY);
        Conv2dKernel.BackwardInput<float>(g, dy, w, narrowDx);
        Conv2dKernel.BackwardWeight<float>(g, x, dy, narrowDw);
        Near.Equal<float>(y, narrowY, tolerance);
        Near.Equal<float>(dx, narrowDx, tolerance);
        Near.Equal<float>(dw, narrowDw, tolerance);
    }
}
