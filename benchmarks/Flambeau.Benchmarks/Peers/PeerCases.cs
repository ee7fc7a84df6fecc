namespace Flambeau.Benchmarks.Peers;

/// <summary>All cases, in the order of the table.</summary>
internal static class PeerCases
{
    public static IReadOnlyList<PeerCase> All { get; } =
        [.. NetworkCases.All, .. OnnxCases.All, .. ProductCases.All, .. OperationCases.All, .. StepCases.All];

    /// <summary>Those whose names contain a text.</summary>
    public static IEnumerable<PeerCase> Matching(string filter) =>
        All.Where(item => item.Name.Contains(filter, StringComparison.OrdinalIgnoreCase));
}
