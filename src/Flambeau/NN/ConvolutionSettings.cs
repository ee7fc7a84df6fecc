using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>How convolutions of this process compute.</summary>
public static class ConvolutionSettings
{
    /// <summary>
    /// False, the default, lets 3 x 3 convolutions of float32 use Winograd's F(4 x 4), whose error is up to 2e-5 of the
    /// largest output; true keeps all convolutions within 2e-6, at up to twice the time (as
    /// <c>torch.backends.cudnn.allow_tf32 = False</c> does on a GPU). May be changed at any time.
    /// </summary>
    public static bool HighPrecision
    {
        get => ConvolutionPlan.Precision == ConvolutionPrecision.High;
        set => ConvolutionPlan.Precision = value ? ConvolutionPrecision.High : ConvolutionPrecision.Default;
    }
}
