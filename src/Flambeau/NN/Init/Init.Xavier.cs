namespace Flambeau.NN;

/// <content>Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks.</content>
public static partial class Init
{
    /// <summary>Values from U(-a, a) with a = gain sqrt(6 / (fanIn + fanOut)) (<c>xavier_uniform_</c>; Glorot and Bengio 2010).</summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
    public static Tensor XavierUniform(Tensor tensor, double gain = 1, Generator? generator = null)
    {
        double bound = Math.Sqrt(3) * XavierStd(tensor, gain);
        return Uniform(tensor, -bound, bound, generator);
    }

    /// <summary>Values from N(0, std^2) with std = gain sqrt(2 / (fanIn + fanOut)) (<c>xavier_normal_</c>; Glorot and Bengio 2010).</summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
    public static Tensor XavierNormal(Tensor tensor, double gain = 1, Generator? generator = null) =>
        Normal(tensor, 0, XavierStd(tensor, gain), generator);

    private static double XavierStd(Tensor tensor, double gain)
    {
        var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
        return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
    }
}
