namespace Flambeau.Vision;

/// <summary>A check that random transforms share.</summary>
internal static class Probability
{
    /// <summary>Throws unless the number lies in [0, 1].</summary>
    public static double Check(string transform, double p) => p is >= 0 and <= 1 ? p : throw
        new ArgumentOutOfRangeException(nameof(p), p, $"{transform}: p must lie in [0, 1], but got {p}.");
}
