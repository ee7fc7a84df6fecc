using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>A run of one kernel on so many rows of so many elements, in the buffers of a room.</summary>
internal delegate void KernelRun(GuardedRoom room, int rows, int n);

/// <summary>
/// Every kernel that takes spans, by the name Type.Method and, behind a comma, a detail: what is asserted of all of them
/// (no access outside the buffers, the same bits for any number of threads) walks this table. Convolutions, which have
/// tables of shapes instead of rows, are left to the tests of their own.
/// </summary>
internal static partial class KernelRuns<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IReadOnlyDictionary<string, KernelRun> All { get; } = new[]
    {
        Products, Elementwise, Reductions, BatchNorms, OtherNorms, Pools, Losses, Steps, RandomNumbers, Indices,
    }.SelectMany(table => table).ToDictionary();
}
