using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>What happens to the sums of a product outside the micro-kernels.</summary>
internal static unsafe class Epilogue
{
    /// <summary>Stores one sum, with bias, what C holds, and activation.</summary>
    public static void Store<T>(in Product<T> product, int row, int column, T sum)
        where T : unmanaged, INumber<T>
    {
        T* target = product.C + (row * product.CRow) + column;
        sum += product.Bias is null ? T.Zero : product.Bias[column];
        sum += product.Accumulate ? *target : T.Zero;
        *target = Apply(product.Activation, sum);
    }

    /// <summary>The activation of one sum.</summary>
    public static T Apply<T>(Activation activation, T sum)
        where T : unmanaged, INumber<T>
    {
        if (activation != Activation.None && sum < T.Zero)
        {
            return T.Zero;
        }

        T six = T.CreateTruncating(6);
        return activation == Activation.ReLU6 && sum > six ? six : sum;
    }

    /// <summary>Rows of a product without terms.</summary>
    public static void Run<T>(in Product<T> product, int from, int to)
        where T : unmanaged, INumber<T>
    {
        for (int row = from; row < to; row++)
        {
            for (int column = 0; column < product.N; column++)
            {
                Store(in product, row, column, T.Zero);
            }
        }
    }
}
