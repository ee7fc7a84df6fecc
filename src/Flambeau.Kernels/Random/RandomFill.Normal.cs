using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Flambeau.Kernels;

internal static partial class RandomFill
{
    private const int NormalBlock = 16;
    private const int Half = NormalBlock / 2;

    /// <summary>One normal number; every second call takes the half that the call before left.</summary>
    public static double Normal(Mt19937 generator, double mean, double std)
    {
        double unit;
        if (generator.CachedNormal is double kept)
        {
            unit = kept;
            generator.CachedNormal = null;
        }
        else
        {
            double angle = 2 * Math.PI * Uniform(generator);
            double radius = Math.Sqrt(-2 * LogOnePlus(-Uniform(generator)));
            (double sine, double cosine) = Math.SinCos(angle);
            generator.CachedNormal = radius * sine;
            unit = radius * cosine;
        }

        return unit * std + mean;
    }

    /// <summary>Normal floats of a contiguous tensor (PyTorch draws 16 and more in another order than fewer).</summary>
    public static void Normal(Mt19937 generator, float mean, float std, Span<float> y)
    {
        if (y.Length < NormalBlock)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = (float)Normal(generator, (double)mean, std);
            }

            return;
        }

        for (int at = 0; at < y.Length; at += Chunk)
        {
            Span<float> part = y.Slice(at, Math.Min(Chunk, y.Length - at));
            Uniform(generator, 0, 1, part);
            NormalBlocks(part[..(part.Length & -NormalBlock)], mean, std);
        }

        if (y.Length % NormalBlock != 0)
        {
            // The last block overlaps the one before and is drawn anew.
            Span<float> last = y[^NormalBlock..];
            Uniform(generator, 0, 1, last);
            NormalBlocks(last, mean, std);
        }
    }

    /// <summary>Normal doubles of a contiguous tensor.</summary>
    public static void Normal(Mt19937 generator, double mean, double std, Span<double> y)
    {
        if (y.Length < NormalBlock)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = Normal(generator, mean, std);
            }

            return;
        }

        Uniform(generator, 0, 1, y);
        NormalBlocks(y[..(y.Length & -NormalBlock)], mean, std);
        if (y.Length % NormalBlock != 0)
        {
            Span<double> last = y[^NormalBlock..];
            Uniform(generator, 0, 1, last);
            NormalBlocks(last, mean, std);
        }
    }

    private static void NormalBlocks(Span<double> y, double mean, double std)
    {
        for (int at = 0; at < y.Length; at += NormalBlock)
        {
            for (int j = at; j < at + Half; j++)
            {
                double radius = Math.Sqrt(-2 * Math.Log(1 - y[j]));
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * y[j + Half]);
                y[j] = radius * cosine * std + mean;
                y[j + Half] = radius * sine * std + mean;
            }
        }
    }

    // Box-Muller on 16 uniforms: the first eight give the radii, the last eight the angles.
    private static void NormalBlocks(Span<float> y, float mean, float std)
    {
        ref float data = ref MemoryMarshal.GetReference(y);
        for (nuint at = 0; (int)at < y.Length; at += NormalBlock)
        {
            Vector256<float> u1 = Vector256<float>.One - Vector256.LoadUnsafe(ref data, at);
            Vector256<float> u2 = Vector256.LoadUnsafe(ref data, at + Half);
            Vector256<float> radius = Vector256.Sqrt(-2f * Vector256.Log(u1)) * std;
            (Vector256<float> sine, Vector256<float> cosine) = SinCos(u2 * (2f * MathF.PI));
            Vector256.MultiplyAddEstimate(radius, cosine, Vector256.Create(mean)).StoreUnsafe(ref data, at);
            Vector256.MultiplyAddEstimate(radius, sine, Vector256.Create(mean)).StoreUnsafe(ref data, at + Half);
        }
    }

    // Angles in [0, 2 pi]: reduced to the nearest quarter turn in three steps (Cody and Waite), then Taylor's series,
    // whose first omitted terms are below 2e-9 on [-pi/4, pi/4].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Sine, Vector256<float> Cosine) SinCos(Vector256<float> angle)
    {
        Vector256<int> quarter = Vector256.ConvertToInt32(angle * (2f / MathF.PI) + Vector256.Create(0.5f));
        Vector256<float> turns = Vector256.ConvertToSingle(quarter);
        Vector256<float> x = angle - turns * 1.5703125f;
        x -= turns * 4.837512969970703e-4f;
        x -= turns * 7.549789948768648e-8f;
        Vector256<float> square = x * x;

        Vector256<float> sine = Vector256.Create(1f / 362880);
        sine = Vector256.MultiplyAddEstimate(sine, square, Vector256.Create(-1f / 5040));
        sine = Vector256.MultiplyAddEstimate(sine, square, Vector256.Create(1f / 120));
        sine = Vector256.MultiplyAddEstimate(sine, square, Vector256.Create(-1f / 6));
        sine = Vector256.MultiplyAddEstimate(sine * square, x, x);

        Vector256<float> cosine = Vector256.Create(-1f / 3628800);
        cosine = Vector256.MultiplyAddEstimate(cosine, square, Vector256.Create(1f / 40320));
        cosine = Vector256.MultiplyAddEstimate(cosine, square, Vector256.Create(-1f / 720));
        cosine = Vector256.MultiplyAddEstimate(cosine, square, Vector256.Create(1f / 24));
        cosine = Vector256.MultiplyAddEstimate(cosine, square, Vector256.Create(-0.5f));
        cosine = Vector256.MultiplyAddEstimate(cosine, square, Vector256<float>.One);

        // Odd quarters exchange the two; the second bit of the quarter is the sign.
        Vector256<float> odd = Vector256.Equals(quarter & Vector256<int>.One, Vector256<int>.One).AsSingle();
        Vector256<int> sineSign = (quarter & Vector256.Create(2)) << 30;
        Vector256<int> cosineSign = ((quarter + Vector256<int>.One) & Vector256.Create(2)) << 30;
        Vector256<float> outSine = Vector256.ConditionalSelect(odd, cosine, sine) ^ sineSign.AsSingle();
        Vector256<float> outCosine = Vector256.ConditionalSelect(odd, sine, cosine) ^ cosineSign.AsSingle();
        return (outSine, outCosine);
    }

    // log(1 + x) without losing the small x that 1 + x rounds away (Kahan's correction).
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }
}
