using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>Cache lines that follow each other.</summary>
internal static unsafe class CacheLines
{
    /// <summary>The most lines that <see cref="InOrder"/> tells.</summary>
    public const int Most = 4096;

    private static readonly nint[] s_offsets = Offsets();

    /// <summary>How far from a place each line after it lies, in bytes.</summary>
    public static nint* InOrder { get; } = (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(s_offsets, 0);

    private static nint[] Offsets()
    {
        nint[] offsets = GC.AllocateUninitializedArray<nint>(Most, pinned: true);
        for (int i = 0; i < Most; i++)
        {
            offsets[i] = (nint)i * CacheLine.Size;
        }

        return offsets;
    }
}
