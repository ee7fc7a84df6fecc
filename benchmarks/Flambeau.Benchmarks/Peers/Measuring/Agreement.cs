namespace Flambeau.Benchmarks.Peers;

/// <summary>Whether two sides computed the same.</summary>
internal static class Agreement
{
    // a result far smaller than the others is a sum of things that cancel (the gradient of a bias before a normalisation
    // is zero but for rounding): what counts is how far it is from the others' size
    private const double SmallestScale = 1e-3;

    /// <summary>The largest distance between two results, Euclidean and relative.</summary>
    /// <exception cref="DisagreementException">They are further apart than <paramref name="tolerance"/>.</exception>
    /// <exception cref="InvalidOperationException">They differ in number or size: the case is wrong.</exception>
    public static double Check(string what, IReadOnlyList<Numbers> ours, IReadOnlyList<Numbers> theirs, double tolerance)
    {
        if (ours.Count != theirs.Count)
        {
            throw new InvalidOperationException($"{what}: {ours.Count} results on our side, {theirs.Count} on the other.");
        }

        double floor = SmallestScale * theirs.Max(Norm);
        double worst = 0;
        for (int i = 0; i < ours.Count; i++)
        {
            double difference = Difference(what, ours[i], theirs[i], floor);
            if (!(difference <= tolerance))
            {
                throw new DisagreementException(
                    $"{what}: '{ours[i].Name}' is {difference:E1} away, relative to its size; {tolerance:E1} is allowed.");
            }

            worst = Math.Max(worst, difference);
        }

        return worst;
    }

    // per element, so that results of different sizes compare
    private static double Norm(Numbers numbers) =>
        Math.Sqrt(numbers.Values.Sum(value => (double)value * value) / numbers.Values.Length);

    private static double Difference(string what, Numbers ours, Numbers theirs, double floor)
    {
        if (ours.Values.Length != theirs.Values.Length)
        {
            throw new InvalidOperationException(
                $"{what}: '{ours.Name}' has {ours.Values.Length} elements on our side, {theirs.Values.Length} on the other.");
        }

        double squares = 0;
        for (int i = 0; i < ours.Values.Length; i++)
        {
            double apart = (double)ours.Values[i] - theirs.Values[i];
            squares += apart * apart;
        }

        double distance = Math.Sqrt(squares / ours.Values.Length);
        return distance == 0 ? 0 : distance / Math.Max(Norm(theirs), floor);
    }
}
