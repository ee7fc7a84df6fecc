using System.Globalization;
using Xunit;

namespace Flambeau.Testing;

/// <summary>
/// Compares gradients with central differences in double (<c>torch.autograd.gradcheck</c>). All outputs are weighted by
/// fixed, unequal numbers, so that one backward pass checks the whole Jacobian's product with them.
/// </summary>
public static class GradCheck
{
    private const double Step = 1e-6;

    /// <summary>Checks a function of one tensor.</summary>
    public static void Check(Func<Tensor, Tensor> function, Tensor input, double atol = 1e-5, double rtol = 1e-3) =>
        CheckMany(x => [function(x[0])], [input], atol, rtol);

    /// <summary>Checks a function of two tensors.</summary>
    public static void Check(Func<Tensor, Tensor, Tensor> function, Tensor a, Tensor b, double atol = 1e-5, double rtol = 1e-3) =>
        CheckMany(x => [function(x[0], x[1])], [a, b], atol, rtol);

    /// <summary>Checks a function of three tensors.</summary>
    public static void Check(
        Func<Tensor, Tensor, Tensor, Tensor> function, Tensor a, Tensor b, Tensor c, double atol = 1e-5, double rtol = 1e-3) =>
        CheckMany(x => [function(x[0], x[1], x[2])], [a, b, c], atol, rtol);

    /// <summary>
    /// Checks a function of several tensors with several outputs. Inputs must be float64; they are copied. Outputs of
    /// other types or without gradient are ignored.
    /// </summary>
    public static void CheckMany(Func<Tensor[], Tensor[]> function, Tensor[] inputs, double atol = 1e-5, double rtol = 1e-3)
    {
        Tensor[] leaves = Leaves(inputs);
        Tensor[] outputs = Differentiable(function(leaves));
        Assert.True(outputs.Length > 0, "GradCheck: no output has a gradient.");
        Tensor[] weights = Weights(outputs);
        Tensor?[] gradients = Autograd.Grad(outputs, leaves, weights, allowUnused: true);
        for (int i = 0; i < leaves.Length; i++)
        {
            if (gradients[i] is { } gradient)
            {
                Assert.Equal(leaves[i].Shape, gradient.Shape);
                Assert.Equal(leaves[i].DType, gradient.DType);
            }
            double[] analytic = gradients[i] is { } g ? TensorAssert.Values(g) : new double[leaves[i].Numel];
            Compare(i, leaves[i], analytic, Numeric(function, leaves, i, weights), atol, rtol);
        }
    }

    /// <summary>Checks the gradients of the gradients of a function of one tensor.</summary>
    public static void CheckSecond(Func<Tensor, Tensor> function, Tensor input, double atol = 1e-5, double rtol = 1e-3) =>
        CheckSecondMany(x => [function(x[0])], [input], atol, rtol);

    /// <summary>Checks the gradients of the gradients of a function of two tensors.</summary>
    public static void CheckSecond(Func<Tensor, Tensor, Tensor> function, Tensor a, Tensor b, double atol = 1e-5, double rtol = 1e-3) =>
        CheckSecondMany(x => [function(x[0], x[1])], [a, b], atol, rtol);

    /// <summary>
    /// Checks the gradients of the gradients of a function (<c>gradgradcheck</c>): its backward pass is checked as a
    /// function of the inputs and of the outputs' gradients.
    /// </summary>
    public static void CheckSecondMany(Func<Tensor[], Tensor[]> function, Tensor[] inputs, double atol = 1e-5, double rtol = 1e-3)
    {
        int count = inputs.Length;
        Tensor[] weights = Weights(Differentiable(function(Leaves(inputs))));
        CheckMany(
            both =>
            {
                Tensor[] outputs = Differentiable(function(both[..count]));
                Tensor?[] gradients = Autograd.Grad(outputs, both.AsSpan(0, count), both.AsSpan(count), createGraph: true, allowUnused: true);
                return [.. gradients.OfType<Tensor>()];
            },
            [.. inputs, .. weights],
            atol,
            rtol);
    }

    private static Tensor[] Leaves(Tensor[] inputs) => Array.ConvertAll(inputs, input =>
    {
        Assert.True(input.DType == DType.Float64, $"GradCheck: inputs must be float64, but got {input.DType}.");
        return Filled(input.Shape, TensorAssert.Values(input)).RequireGrad();
    });

    private static Tensor[] Differentiable(Tensor[] outputs) => [.. outputs.Where(o => o.RequiresGrad)];

    // Fixed and unequal, of both signs, so that errors do not cancel.
    private static Tensor[] Weights(Tensor[] outputs)
    {
        int n = 0;
        return Array.ConvertAll(outputs, output =>
        {
            double[] values = new double[output.Numel];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Math.Sin((1.7 * ++n) + 0.3);
            }
            return Filled(output.Shape, values);
        });
    }

    private static Tensor Filled(Shape shape, double[] values)
    {
        Tensor result = Tensor.Empty(shape, DType.Float64);
        values.CopyTo(result.AsSpan<double>());
        return result;
    }

    private static double[] Numeric(Func<Tensor[], Tensor[]> function, Tensor[] leaves, int which, Tensor[] weights)
    {
        double[] result = new double[leaves[which].Numel];
        for (int e = 0; e < result.Length; e++)
        {
            double up = Shifted(function, leaves, which, e, Step, weights);
            double down = Shifted(function, leaves, which, e, -Step, weights);
            result[e] = (up - down) / (2 * Step);
        }
        return result;
    }

    private static double Shifted(
        Func<Tensor[], Tensor[]> function, Tensor[] leaves, int which, int element, double step, Tensor[] weights)
    {
        Tensor[] moved = Leaves(leaves);
        double[] values = TensorAssert.Values(leaves[which]);
        values[element] += step;
        moved[which] = Filled(leaves[which].Shape, values).RequireGrad();
        Tensor[] outputs = Differentiable(function(moved));
        double sum = 0;
        for (int o = 0; o < outputs.Length; o++)
        {
            double[] y = TensorAssert.Values(outputs[o]);
            double[] w = TensorAssert.Values(weights[o]);
            sum += y.Zip(w, (a, b) => a * b).Sum();
        }
        return sum;
    }

    private static void Compare(int which, Tensor input, double[] analytic, double[] numeric, double atol, double rtol)
    {
        for (int e = 0; e < numeric.Length; e++)
        {
            if (!(Math.Abs(analytic[e] - numeric[e]) <= atol + (rtol * Math.Abs(numeric[e]))))
            {
                Assert.Fail(string.Create(
                    CultureInfo.InvariantCulture,
                    $"GradCheck: input {which} of shape {input.Shape}, element {e}: backward gives {analytic[e]:R}, differences give {numeric[e]:R}."));
            }
        }
    }
}
