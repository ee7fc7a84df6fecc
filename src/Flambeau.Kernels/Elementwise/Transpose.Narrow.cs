using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <content>Blocks of 128-bit vectors, of Arm64 and old x64.</content>
internal static unsafe partial class Transpose
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block4(float* x, nint xs, float* y, nint ys)
    {
        Vector128<float> r0 = Vector128.Load(x), r1 = Vector128.Load(x + xs);
        Vector128<float> r2 = Vector128.Load(x + 2 * xs), r3 = Vector128.Load(x + 3 * xs);
        (Vector128<float> even0, Vector128<float> even1) = (LowPairs(r0, r2), HighPairs(r0, r2));
        (Vector128<float> odd0, Vector128<float> odd1) = (LowPairs(r1, r3), HighPairs(r1, r3));
        LowPairs(even0, odd0).Store(y);
        HighPairs(even0, odd0).Store(y + ys);
        LowPairs(even1, odd1).Store(y + 2 * ys);
        HighPairs(even1, odd1).Store(y + 3 * ys);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block2(double* x, nint xs, double* y, nint ys)
    {
        Vector128<double> r0 = Vector128.Load(x), r1 = Vector128.Load(x + xs);
        Vector128.Create(r0.GetLower(), r1.GetLower()).Store(y);
        Vector128.Create(r0.GetUpper(), r1.GetUpper()).Store(y + ys);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LowPairs(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> HighPairs(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
