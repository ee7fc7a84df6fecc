namespace Flambeau.Benchmarks.Peers;

/// <summary>The same work for both libraries.</summary>
internal sealed record PeerCase(string Name, Func<PeerWork> Prepare);

/// <summary>One case with its models and data made.</summary>
/// <param name="Ours">One measured unit of work by Flambeau.</param>
/// <param name="Theirs">The same by libtorch.</param>
/// <param name="Difference">How far apart the results are, relative to the largest; measured before timing.</param>
internal sealed record PeerWork(Action Ours, Action Theirs, Func<double> Difference);
