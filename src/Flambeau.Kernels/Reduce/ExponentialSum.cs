namespace Flambeau.Kernels;

/// <summary>The largest element and the sum of exponentials relative to it.</summary>
internal readonly struct ExponentialSum
{
    /// <summary>Infinity less itself is no number: a largest element that is not finite is the result, whatever the sum.</summary>
    public ExponentialSum(double largest, double sum)
    {
        Largest = largest;
        Sum = double.IsFinite(largest) ? sum : 1;
    }

    /// <summary>The largest element; NaN if there is one.</summary>
    public double Largest { get; }

    /// <summary>The sum of <c>exp(x - Largest)</c>.</summary>
    public double Sum { get; }
}
