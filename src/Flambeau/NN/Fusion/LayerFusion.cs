using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>
/// Runs neighbouring layers in one pass over memory where nothing but rounding can tell: no hook sees a result between
/// them, and what they compute, record and update is the same. <see cref="Sequential"/> does so by itself; residual blocks
/// that call their layers one by one can ask for it in training. In inference what follows a convolution joins it anyway.
/// </summary>
public static class LayerFusion
{
    /// <summary>
    /// relu(norm(conv(input)) + residual), where the residual and the ReLU may be absent. Input: [N, C, H, W]. Residual and
    /// output: [N, O, H', W'].
    /// </summary>
    /// <param name="conv">The convolution.</param>
    /// <param name="norm">The normalisation of its output.</param>
    /// <param name="relu">The activation that comes last, or null for none.</param>
    /// <param name="input">What the convolution takes.</param>
    /// <param name="residual">Added to the normalised output, or null.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor ConvNorm(Conv2d conv, BatchNorm2d norm, ReLU? relu, Tensor input, Tensor? residual = null)
    {
        ArgumentNullException.ThrowIfNull(conv);
        ArgumentNullException.ThrowIfNull(norm);
        ArgumentNullException.ThrowIfNull(input);
        return relu is { HasHooks: true }
            ? relu.Call(ConvNorm(conv, norm, Activation.None, input, residual))
            : ConvNorm(conv, norm, relu is null ? Activation.None : Activation.ReLU, input, residual);
    }

    /// <summary>
    /// branch(input) + residual, then a ReLU when asked: the end of a residual block, whose sum and ReLU join the convolution
    /// and the normalisation that the branch ends with. Residual and output: the branch's shape.
    /// </summary>
    /// <param name="branch">The layers beside the shortcut.</param>
    /// <param name="input">What the branch takes.</param>
    /// <param name="residual">What the shortcut gives.</param>
    /// <param name="relu">Whether negative sums become zero.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    public static Tensor Residual(Sequential branch, Tensor input, Tensor residual, bool relu = false)
    {
        ArgumentNullException.ThrowIfNull(branch);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(residual);
        var activation = relu ? Activation.ReLU : Activation.None;
        return branch.HasHooks || branch.Count < 2 || branch[^2] is not Conv2d conv || branch[^1] is not BatchNorm2d norm
            ? Finish(branch.Call(input), residual, activation)
            : branch.CallAs(input, (_, x) => ConvNorm(conv, norm, activation, branch.Run(x, branch.Count - 2), residual));
    }

    /// <summary>Calls the first of up to three layers, together with those after it that can join it.</summary>
    /// <returns>The result and how many layers it took.</returns>
    internal static (Tensor Output, int Count) Run(
        Module<Tensor, Tensor> first, Module<Tensor, Tensor>? second, Module<Tensor, Tensor>? third, Tensor input)
    {
        if (input is null || first.HasHooks || second is null or { HasHooks: true })
        {
            return (first.Call(input!), 1);
        }

        return (first, second) switch
        {
            (Conv2d conv, BatchNorm2d norm) => ConvNorm(conv, norm, third, input),
            (BatchNorm norm, ReLU or ReLU6) when CanRun(norm, input) =>
                (norm.CallAs(input, (_, x) => norm.ForwardFused(x, null, ActivationOf(second))), 2),
            (Linear linear, ReLU) when !Recorder.Wants(input, linear.Weight, linear.Bias) =>
                (linear.CallAs(input, (_, x) => F.LinearRelu(x, linear.Weight, linear.Bias)), 2),
            _ => (first.Call(input), 1),
        };
    }

    private static (Tensor Output, int Count) ConvNorm(Conv2d conv, BatchNorm2d norm, Module<Tensor, Tensor>? third, Tensor input)
    {
        var activation = ActivationOf(third);
        return (ConvNorm(conv, norm, activation, input, null), activation == Activation.None ? 2 : 3);
    }

    private static Tensor ConvNorm(Conv2d conv, BatchNorm2d norm, Activation activation, Tensor input, Tensor? residual)
    {
        if (conv.HasHooks || norm.HasHooks)
        {
            return Finish(norm.Call(conv.Call(input)), residual, activation);
        }

        var features = conv.Call(input);
        bool joins = norm.IsFixed && DeferredConvolution.Waits(features) && !Recorder.Wants(features, norm.Weight, norm.Bias, residual);
        if (joins || !CanRun(norm, features) || !Fits(residual, features.Shape, features.DType))
        {
            return Finish(norm.Call(features), residual, activation);
        }

        return norm.CallAs(features, (_, x) => norm.ForwardFused(x, residual, activation));
    }

    private static Tensor Finish(Tensor output, Tensor? residual, Activation activation)
    {
        output = residual is null ? output : output + residual;
        return activation switch
        {
            Activation.ReLU => F.Relu(output),
            Activation.ReLU6 => F.Relu6(output),
            _ => output,
        };
    }

    // what a layer does when it comes last in a pass; none where a hook looks at it
    private static Activation ActivationOf(Module<Tensor, Tensor>? layer) => layer switch
    {
        ReLU { HasHooks: false } => Activation.ReLU,
        ReLU6 { HasHooks: false } => Activation.ReLU6,
        _ => Activation.None,
    };

    private static bool CanRun(BatchNorm norm, Tensor input) =>
        input.Dim >= 2
        && norm.Accepts(input)
        && norm.CanFuse(input.Shape[1], input.DType)
        && (norm.IsFixed || input.Numel > input.Shape[1]);

    private static bool Fits(Tensor? residual, Shape shape, DType dtype) =>
        residual is null || (residual.Shape == shape && residual.DType == dtype);
}
