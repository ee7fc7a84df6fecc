using System.Numerics;

namespace Flambeau.NN;

/// <content>Negative log likelihood.</content>
public static partial class F
{
    /// <summary>
    /// The negative log-probability of the right class (<c>F.nll_loss</c>). Input: log-probabilities [N, C], [C] or [N, C, d1, ...].
    /// Target: class indices [N], [] or [N, d1, ...] of int64. Output: [] or, without reduction, the target's shape.
    /// </summary>
    /// <param name="input">Log-probabilities.</param>
    /// <param name="target">The right classes.</param>
    /// <param name="weight">One weight per class, or null. Shape: [C].</param>
    /// <param name="ignoreIndex">A target that does not count.</param>
    /// <param name="reduction">How losses are combined; the mean divides by the sum of the targets' weights.</param>
    /// <exception cref="ArgumentException">Shapes or types do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is no class.</exception>
    public static Tensor NllLoss(
        Tensor input, Tensor target, Tensor? weight = null, long ignoreIndex = -100, Reduction reduction = Reduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        var rows = LossCheck.ClassRows(nameof(NllLoss), input, target);
        long[] classes = LossCheck.Classes(nameof(NllLoss), target, rows.Shape[1], ignoreIndex);
        double[] weights = LossCheck.TargetWeights(nameof(NllLoss), classes, rows, weight, ignoreIndex);
        var losses = PickLosses(rows, classes, weights);
        return reduction switch
        {
            Reduction.None => losses.Reshape(target.Shape),
            Reduction.Sum => losses.Sum(),
            _ => losses.Sum() / weights.Sum(),
        };
    }

    // each row's loss: minus its weight times its entry at the right class
    private static Tensor PickLosses(Tensor rows, long[] classes, double[] weights)
    {
        var input = rows.Contiguous();
        var output = Tensor.New([classes.Length], input.DType);
        if (input.DType == DType.Float64)
        {
            Pick<double>(input, classes, weights, output);
        }
        else
        {
            Pick<float>(input, classes, weights, output);
        }

        return Recorder.Wants(input) ? Recorder.Record(output, new NllLossBackward(input.Shape, classes, weights), input) : output;
    }

    private static void Pick<T>(Tensor input, long[] classes, double[] weights, Tensor output)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> source = input.Span<T>();
        var target = output.Span<T>();
        for (int i = 0; i < classes.Length; i++)
        {
            // an ignored row counts nothing, even where its class is none and its input infinite
            target[i] = weights[i] == 0 ? T.Zero : -T.CreateTruncating(weights[i]) * source[(i * input.Shape[1]) + (int)classes[i]];
        }
    }

    private sealed class NllLossBackward(Shape input, long[] classes, double[] weights) : BackwardNode
    {
        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var gradient = Tensor.Zeros(input, gradOutput.DType);
            if (gradOutput.DType == DType.Float64)
            {
                Place<double>(gradOutput.Contiguous(), gradient);
            }
            else
            {
                Place<float>(gradOutput.Contiguous(), gradient);
            }

            return [gradient];
        }

        private void Place<T>(Tensor gradOutput, Tensor gradient)
            where T : unmanaged, INumber<T>
        {
            ReadOnlySpan<T> source = gradOutput.Span<T>();
            var target = gradient.Span<T>();
            for (int i = 0; i < classes.Length; i++)
            {
                if (weights[i] != 0)
                {
                    target[(i * input[1]) + (int)classes[i]] = -T.CreateTruncating(weights[i]) * source[i];
                }
            }
        }
    }
}
