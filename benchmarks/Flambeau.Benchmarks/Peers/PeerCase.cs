namespace Flambeau.Benchmarks.Peers;

/// <summary>The same work for both libraries.</summary>
/// <param name="Name">As <c>--filter</c> sees it.</param>
/// <param name="Timed">Batch, sizes and what is timed.</param>
/// <param name="Ours">Flambeau's side.</param>
/// <param name="Peers">The other sides; the fastest of them is the peer.</param>
internal sealed record PeerCase(string Name, string Timed, Side Ours, params IReadOnlyList<Side> Peers)
{
    /// <summary>The largest ratio of times, ours to the peer's, that we want to see.</summary>
    public double Target { get; init; } = 1;

    /// <summary>How far results may be apart (<see cref="Agreement"/>).</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>The side of a name.</summary>
    public Side Find(string side) => Peers.Prepend(Ours).First(item => item.Name == side);
}
