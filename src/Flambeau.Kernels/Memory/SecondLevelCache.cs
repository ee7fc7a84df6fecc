using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <summary>The second-level cache of a core, as the processor describes it.</summary>
internal static class SecondLevelCache
{
    // CPUID's leaves that list the caches: Intel's and AMD's, of one form.
    private const int IntelLeaf = 4;
    private const int AmdLeaf = unchecked((int)0x8000001D);
    private const int AmdLeaves = unchecked((int)0x80000000);

    private const int MostCaches = 16;

    /// <summary>Its bytes, or 0 where the processor does not say: on Arm64, and where a virtual machine hides it.</summary>
    public static readonly long Bytes = X86Base.IsSupported ? Math.Max(Find(0, IntelLeaf), Find(AmdLeaves, AmdLeaf)) : 0;

    private static long Find(int leaves, int leaf)
    {
        if ((uint)X86Base.CpuId(leaves, 0).Eax < (uint)leaf)
        {
            return 0;
        }

        for (int i = 0; i < MostCaches; i++)
        {
            (int eax, int ebx, int ecx, _) = X86Base.CpuId(leaf, i);
            int type = eax & 31, level = (eax >> 5) & 7;
            if (type == 0)
            {
                break;
            }

            if (level == 2)
            {
                long ways = (long)((uint)ebx >> 22) + 1, partitions = ((ebx >> 12) & 1023) + 1, line = (ebx & 4095) + 1;
                return ways * partitions * line * ((long)(uint)ecx + 1);
            }
        }

        return 0;
    }
}
