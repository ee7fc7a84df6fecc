namespace Flambeau.Benchmarks.Peers;

/// <summary>Two sides computed something else.</summary>
internal sealed class DisagreementException(string message) : Exception(message);
