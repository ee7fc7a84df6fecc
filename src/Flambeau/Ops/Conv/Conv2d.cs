using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>The functions behind the layers (<c>torch.nn.functional</c>).</summary>
public static partial class F
{
    /// <summary>
    /// 2-D convolution (<c>F.conv2d</c>). Input: [N, C, H, W] or [C, H, W]. Weight: [O, C / groups, kH, kW]. Bias: [O].
    /// Output: [N, O, H', W'] with H' = floor((H + 2 padding - dilation (kH - 1) - 1) / stride) + 1; channels-last in memory.
    /// </summary>
    /// <param name="input">The images.</param>
    /// <param name="weight">The kernels.</param>
    /// <param name="bias">Added to every output channel; may be null.</param>
    /// <param name="stride">The step between windows, 1 when omitted.</param>
    /// <param name="padding">Zeros added on each side, 0 when omitted.</param>
    /// <param name="dilation">The distance between kernel elements, 1 when omitted.</param>
    /// <param name="groups">Into how many parts channels are divided that do not see each other.</param>
    /// <exception cref="ArgumentException">Shapes, types or settings do not fit each other.</exception>
    public static Tensor Conv2d(
        Tensor input, Tensor weight, Tensor? bias = null, Size2? stride = null, Size2? padding = null, Size2? dilation = null, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (input.Dim == 3)
        {
            return Conv2d(input.Unsqueeze(0), weight, bias, stride, padding, dilation, groups).Squeeze(0);
        }

        var geometry = ConvCheck.Geometry(nameof(Conv2d), input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups);
        var (x, w, b) = (input.ChannelsLast(), weight.Contiguous(), bias?.Contiguous());
        bool wanted = Recorder.Wants(x, w, b);
        var planned = new ConvolutionPlanned(in geometry, x, w, b) { IsInference = !wanted };
        var output = DeferredConvolution.Create(planned) ?? planned.Detached().Run();
        return wanted ? Recorder.Record(output, new ConvolutionBackward(geometry, x, w, transposed: false), x, w, b) : output;
    }
}
