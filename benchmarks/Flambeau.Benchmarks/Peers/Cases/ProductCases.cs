namespace Flambeau.Benchmarks.Peers;

/// <summary>Matrix products: square ones and those of convolutions as products.</summary>
internal static class ProductCases
{
    private static readonly (int M, int N, int K)[] s_sizes =
    [
        (1024, 1024, 1024),
        (4096, 4096, 4096),
        (128, 3136, 1152),
        (256, 784, 2304),
        (512, 196, 4608),
        (512, 49, 4608),
        (32, 256, 186624),
    ];

    public static IReadOnlyList<PeerCase> All { get; } = [.. s_sizes.Select(Product)];

    private static PeerCase Product((int M, int N, int K) size)
    {
        var (m, n, k) = size;
        string name = m == n && n == k ? $"sgemm-{m}" : $"sgemm-{m}x{n}x{k}";
        return OperationCases.Of(new Operation(name, $"[{m}, {k}] times [{k}, {n}]", [m, k], [k, n])
        {
            Ours = x => x[0].MatMul(x[1]),
            Theirs = x => x[0].matmul(x[1]),
        });
    }
}
