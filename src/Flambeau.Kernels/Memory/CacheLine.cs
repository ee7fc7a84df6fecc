using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>The unit of allocation: 64 bytes, so that one array can hold up to 128 GiB and start on a cache line.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal readonly struct CacheLine
{
    public const int Size = 64;
}
