namespace Flambeau;

/// <summary>Where the gradient of an operation's input goes: a node and which of its outputs the input was.</summary>
internal readonly record struct Edge(Node Node, int OutputIndex);
