namespace Flambeau.NN;

/// <summary>
/// Initial values for parameters (<c>torch.nn.init</c>). Every function writes over its argument without recording and
/// returns it; random ones draw PyTorch's stream from <see cref="Generator.Default"/> or the generator given.
/// </summary>
public static partial class Init
{
    /// <summary>Values from U(a, b) (<c>uniform_</c>).</summary>
    public static Tensor Uniform(Tensor tensor, double a = 0, double b = 1, Generator? generator = null) =>
        Write(tensor, t => t.UniformInPlace(a, b, generator));

    /// <summary>Values from N(mean, std^2) (<c>normal_</c>).</summary>
    public static Tensor Normal(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
        Write(tensor, t => t.NormalInPlace(mean, std, generator));

    /// <summary>The value <paramref name="value"/> everywhere (<c>constant_</c>).</summary>
    public static Tensor Constant(Tensor tensor, double value) => Write(tensor, t => t.FillInPlace(value));

    /// <summary>Ones (<c>ones_</c>).</summary>
    public static Tensor Ones(Tensor tensor) => Constant(tensor, 1);

    /// <summary>Zeros (<c>zeros_</c>).</summary>
    public static Tensor Zeros(Tensor tensor) => Constant(tensor, 0);

    /// <summary>The identity matrix, as far as the shape allows (<c>eye_</c>). Tensor: [rows, columns].</summary>
    /// <exception cref="ArgumentException">The tensor is not a matrix.</exception>
    public static Tensor Eye(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Check.Rank(nameof(Eye), tensor, 2, "a matrix", nameof(tensor));
        return Write(tensor, t =>
        {
            t.ZeroInPlace();
            for (int i = 0; i < Math.Min(t.Shape[0], t.Shape[1]); i++)
            {
                t.Select(0, i).Narrow(0, i, 1).FillInPlace(1);
            }
        });
    }

    /// <summary>
    /// The Dirac delta in every kernel, so that a convolution passes its input channels through (<c>dirac_</c>).
    /// Tensor: [O, I, *] with one to three kernel dimensions.
    /// </summary>
    /// <param name="tensor">The weight of a convolution.</param>
    /// <param name="groups">The groups of the convolution; each passes its own channels through.</param>
    /// <exception cref="ArgumentException">The tensor is no convolution weight, or groups do not divide its first dimension.</exception>
    public static Tensor Dirac(Tensor tensor, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Dim is < 3 or > 5)
        {
            throw new ArgumentException($"Dirac: tensor must be the weight of a convolution with 3 to 5 dimensions, but got {tensor.Dim}. tensor has shape {tensor.Shape}.", nameof(tensor));
        }

        if (groups < 1 || tensor.Shape[0] % groups != 0)
        {
            throw new ArgumentException($"Dirac: groups must be positive and divide the first dimension, but got {groups}. tensor has shape {tensor.Shape}.", nameof(groups));
        }

        return Write(tensor, t => FillDirac(t, groups));
    }

    private static void FillDirac(Tensor tensor, int groups)
    {
        tensor.ZeroInPlace();
        int perGroup = tensor.Shape[0] / groups;
        for (int g = 0; g < groups; g++)
        {
            for (int channel = 0; channel < Math.Min(perGroup, tensor.Shape[1]); channel++)
            {
                var centre = tensor.Select(0, (g * perGroup) + channel).Select(0, channel);
                while (centre.Dim > 0)
                {
                    centre = centre.Select(0, centre.Shape[0] / 2);
                }

                centre.FillInPlace(1);
            }
        }
    }

    private static Tensor Write(Tensor tensor, Action<Tensor> write)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using (GradMode.NoGrad())
        {
            write(tensor);
        }

        return tensor;
    }
}
