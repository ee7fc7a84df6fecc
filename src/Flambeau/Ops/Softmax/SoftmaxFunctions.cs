namespace Flambeau.NN;

/// <content>Distributions from scores.</content>
public static partial class F
{
    /// <summary>exp(x) divided by its sum along a dimension (<c>F.softmax</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor Softmax(Tensor input, int dim)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Softmax(dim);
    }

    /// <summary>The logarithm of the softmax, without overflow (<c>F.log_softmax</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor LogSoftmax(Tensor input, int dim)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.LogSoftmax(dim);
    }
}
