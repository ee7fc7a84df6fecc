using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The micro-kernel where there are no vectors, which is also the definition of what the others compute.</summary>
internal static unsafe class ScalarTile
{
    /// <summary>What stands for a vector here.</summary>
    public const int Width = 2;

    private const int Rows = 4;

    private interface ICount
    {
        static abstract int Value { get; }
    }

    /// <summary>The kernels in the order of <see cref="MicroKernels.Tiles{T}(int)"/>.</summary>
    public static nint[] Table<T>()
        where T : unmanaged, INumber<T> =>
        [
            Address<T, One, Two>(), Address<T, One, Four>(), Address<T, Two, Two>(), Address<T, Two, Four>(),
            Address<T, Three, Two>(), Address<T, Three, Four>(), Address<T, Four, Two>(), Address<T, Four, Four>(),
        ];

    private static nint Address<T, TRows, TColumns>()
        where T : unmanaged, INumber<T>
        where TRows : struct, ICount
        where TColumns : struct, ICount =>
        (nint)(delegate*<TileArgs<T>*, T*, T*, T*, void>)&Run<T, TRows, TColumns>;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run<T, TRows, TColumns>(TileArgs<T>* args, T* a, T* b, T* c)
        where T : unmanaged, INumber<T>
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        T* sums = stackalloc T[Rows * 2 * Width];
        new Span<T>(sums, TRows.Value * TColumns.Value).Clear();
        T* y = b;
        for (nint run = 0; run < args->Runs; run++)
        {
            T* x = a + args->ARuns[run];
            y = args->BRuns is null ? y : b + args->BRuns[run];
            for (nint step = 0; step < args->Steps; step++, x += args->AStep, y += args->BStep)
            {
                for (int i = 0; i < TRows.Value; i++)
                {
                    T factor = x[i * args->ARow];
                    for (int j = 0; j < TColumns.Value; j++)
                    {
                        sums[(i * TColumns.Value) + j] += factor * y[j];
                    }
                }
            }
        }

        for (int i = 0; i < TRows.Value; i++, c += args->CRow)
        {
            for (int j = 0; j < TColumns.Value; j++)
            {
                T value = sums[(i * TColumns.Value) + j];
                value += args->Bias is null ? T.Zero : args->Bias[j];
                value += args->HasAddend ? c[args->Addend + j] : T.Zero;
                c[j] = Epilogue.Apply(args->Activation, value);
            }
        }
    }

    private readonly struct One : ICount
    {
        public static int Value => 1;
    }

    private readonly struct Two : ICount
    {
        public static int Value => 2;
    }

    private readonly struct Three : ICount
    {
        public static int Value => 3;
    }

    private readonly struct Four : ICount
    {
        public static int Value => 4;
    }
}
