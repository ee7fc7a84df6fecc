namespace Flambeau.NN;

/// <content>Gated linear units.</content>
public static partial class F
{
    /// <summary>
    /// The first half along one dimension times the sigmoid of the second (<c>F.glu</c>; Dauphin et al. 2017).
    /// Input: [*, 2 n, *]. Output: [*, n, *].
    /// </summary>
    /// <exception cref="ArgumentException">The dimension has an odd size.</exception>
    public static Tensor Glu(Tensor input, int dim = -1)
    {
        ArgumentNullException.ThrowIfNull(input);
        int d = Check.Dim(nameof(Glu), dim, input.Shape);
        if (input.Dim == 0 || input.Shape[d] % 2 != 0)
        {
            throw new ArgumentException($"Glu: the halved dimension must have an even size, but dimension {dim} has not. input has shape {input.Shape}.", nameof(input));
        }

        int half = input.Shape[d] / 2;
        return input.Narrow(d, 0, half) * input.Narrow(d, half, half).Sigmoid();
    }
}
