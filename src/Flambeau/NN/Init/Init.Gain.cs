namespace Flambeau.NN;

/// <content>Gains and fans.</content>
public static partial class Init
{
    /// <summary>The factor by which a nonlinearity's layer before it must be scaled to keep the variance (<c>calculate_gain</c>).</summary>
    /// <param name="nonlinearity">The function.</param>
    /// <param name="param">The negative slope of a leaky rectifier, 0.01 when omitted.</param>
    public static double CalculateGain(Nonlinearity nonlinearity, double? param = null)
    {
        double slope = param ?? 0.01;
        return nonlinearity switch
        {
            Nonlinearity.Tanh => 5.0 / 3,
            Nonlinearity.ReLU => Math.Sqrt(2),
            Nonlinearity.LeakyReLU => Math.Sqrt(2 / (1 + (slope * slope))),
            Nonlinearity.SELU => 3.0 / 4,
            _ => 1,
        };
    }

    /// <summary>
    /// The numbers of inputs and outputs of a unit (<c>_calculate_fan_in_and_fan_out</c>): for a weight [O, I, *kernel],
    /// I and O times the size of the kernel.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
    public static (int FanIn, int FanOut) CalculateFanInAndFanOut(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Dim < 2)
        {
            throw new ArgumentException(
                $"CalculateFanInAndFanOut: a weight needs at least two dimensions, but got {tensor.Dim}. tensor has shape {tensor.Shape}.", nameof(tensor));
        }

        int kernel = 1;
        foreach (int size in tensor.Shape.AsSpan()[2..])
        {
            kernel *= size;
        }

        return (tensor.Shape[1] * kernel, tensor.Shape[0] * kernel);
    }
}
