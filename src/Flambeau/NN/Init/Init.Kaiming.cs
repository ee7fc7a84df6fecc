namespace Flambeau.NN;

/// <content>He et al. (2015), Delving deep into rectifiers.</content>
public static partial class Init
{
    /// <summary>Values from U(-b, b) with b = gain sqrt(3 / fan) (<c>kaiming_uniform_</c>; He et al. 2015).</summary>
    /// <param name="tensor">The weight.</param>
    /// <param name="a">The negative slope of the rectifier that follows; only for <see cref="Nonlinearity.LeakyReLU"/>.</param>
    /// <param name="mode">Whether the forward or the backward pass keeps its variance.</param>
    /// <param name="nonlinearity">The function that follows the layer.</param>
    /// <param name="generator">Where the numbers come from.</param>
    /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
    public static Tensor KaimingUniform(
        Tensor tensor, double a = 0, FanMode mode = FanMode.FanIn, Nonlinearity nonlinearity = Nonlinearity.LeakyReLU, Generator? generator = null)
    {
        double bound = Math.Sqrt(3) * KaimingStd(tensor, a, mode, nonlinearity);
        return Uniform(tensor, -bound, bound, generator);
    }

    /// <summary>Values from N(0, std^2) with std = gain / sqrt(fan) (<c>kaiming_normal_</c>; He et al. 2015).</summary>
    /// <param name="tensor">The weight.</param>
    /// <param name="a">The negative slope of the rectifier that follows; only for <see cref="Nonlinearity.LeakyReLU"/>.</param>
    /// <param name="mode">Whether the forward or the backward pass keeps its variance.</param>
    /// <param name="nonlinearity">The function that follows the layer.</param>
    /// <param name="generator">Where the numbers come from.</param>
    /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
    public static Tensor KaimingNormal(
        Tensor tensor, double a = 0, FanMode mode = FanMode.FanIn, Nonlinearity nonlinearity = Nonlinearity.LeakyReLU, Generator? generator = null) =>
        Normal(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity), generator);

    private static double KaimingStd(Tensor tensor, double a, FanMode mode, Nonlinearity nonlinearity)
    {
        var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
        return CalculateGain(nonlinearity, a) / Math.Sqrt(mode == FanMode.FanIn ? fanIn : fanOut);
    }
}
