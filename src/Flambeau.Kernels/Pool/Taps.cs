using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Flambeau.Kernels;

/// <summary>Vectors of numbers of taps in memory, where each takes a byte or an int.</summary>
internal static unsafe class Taps
{
    /// <summary>One tap in all lanes, as the bits of an integer as wide as an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ForLanes<T>(int tap)
        where T : unmanaged =>
        typeof(T) == typeof(float) ? Vector.As<int, T>(new Vector<int>(tap)) : Vector.As<long, T>(new Vector<long>(tap));

    /// <summary>Reads one tap for each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<int> Load<TTap>(TTap* source)
        where TTap : unmanaged
    {
        if (typeof(TTap) == typeof(int))
        {
            return Vector.Load((int*)source);
        }

        if (Vector<int>.Count == 4)
        {
            Vector128<byte> four = Vector128.CreateScalar(Unsafe.ReadUnaligned<uint>(source)).AsByte();
            return Vector128.WidenLower(Vector128.WidenLower(four)).AsInt32().AsVector();
        }

        if (Vector<int>.Count == 8)
        {
            Vector128<byte> eight = Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(source)).AsByte();
            return Wide(Vector128.WidenLower(eight)).AsVector();
        }

        Vector128<byte> all = Vector128.Load((byte*)source);
        return Vector512.Create(Wide(Vector128.WidenLower(all)), Wide(Vector128.WidenUpper(all))).AsVector();
    }

    /// <summary>Writes one tap for each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TTap>(Vector<int> taps, TTap* target)
        where TTap : unmanaged
    {
        if (typeof(TTap) == typeof(int))
        {
            taps.Store((int*)target);
        }
        else if (Vector<int>.Count == 4)
        {
            Unsafe.WriteUnaligned(target, Narrow(Vector128.Narrow(taps.AsVector128(), Vector128<int>.Zero)).AsUInt32().ToScalar());
        }
        else if (Vector<int>.Count == 8)
        {
            Unsafe.WriteUnaligned(target, Narrow(Halves(taps.AsVector256())).AsUInt64().ToScalar());
        }
        else
        {
            Vector512<int> all = taps.AsVector512();
            Vector128.Narrow(Halves(all.GetLower()), Halves(all.GetUpper())).AsByte().Store((byte*)target);
        }
    }

    private static Vector256<int> Wide(Vector128<ushort> eight) =>
        Vector256.Create(Vector128.WidenLower(eight), Vector128.WidenUpper(eight)).AsInt32();

    private static Vector128<short> Halves(Vector256<int> eight) => Vector128.Narrow(eight.GetLower(), eight.GetUpper());

    private static Vector128<sbyte> Narrow(Vector128<short> eight) => Vector128.Narrow(eight, Vector128<short>.Zero);
}
