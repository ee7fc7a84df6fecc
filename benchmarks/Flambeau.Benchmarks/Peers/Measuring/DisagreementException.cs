namespace Flambeau.Benchmarks.Peers;

/// <summary>Two sides of a case got different numbers.</summary>
internal sealed class DisagreementException(string message) : Exception(message);
