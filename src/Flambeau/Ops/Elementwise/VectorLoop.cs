using System.Numerics;

namespace Flambeau;

/// <summary>An elementwise function and its derivative, a vector at a time.</summary>
internal interface IVectorFunction
{
    Vector<T> Of<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The gradient of the input from that of the output and from what was saved.</summary>
    Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Runs an <see cref="IVectorFunction"/> over spans; a rest shorter than a vector is padded.</summary>
internal static class VectorLoop
{
    /// <summary>Writes the function of every element.</summary>
    public static void Run<T, TFunction>(TFunction function, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IVectorFunction
    {
        int width = Vector<T>.Count;
        int at = 0;
        for (; at <= x.Length - width; at += width)
        {
            function.Of(new Vector<T>(x.Slice(at, width))).CopyTo(y.Slice(at, width));
        }

        if (at < x.Length)
        {
            Span<T> padded = stackalloc T[width];
            function.Of(Padded(x[at..], padded)).CopyTo(padded);
            padded[..(x.Length - at)].CopyTo(y[at..]);
        }
    }

    /// <summary>Writes the gradient of every input element.</summary>
    public static void RunGradient<T, TFunction>(
        TFunction function, ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFunction : struct, IVectorFunction
    {
        int width = Vector<T>.Count;
        int at = 0;
        for (; at <= saved.Length - width; at += width)
        {
            var gradient = function.Gradient(new Vector<T>(gradOutput.Slice(at, width)), new Vector<T>(saved.Slice(at, width)));
            gradient.CopyTo(gradInput.Slice(at, width));
        }

        if (at < saved.Length)
        {
            Span<T> padded = stackalloc T[width];
            var last = Padded(gradOutput[at..], padded);
            function.Gradient(last, Padded(saved[at..], padded)).CopyTo(padded);
            padded[..(saved.Length - at)].CopyTo(gradInput[at..]);
        }
    }

    private static Vector<T> Padded<T>(ReadOnlySpan<T> x, Span<T> buffer)
        where T : unmanaged
    {
        buffer.Clear();
        x.CopyTo(buffer);
        return new Vector<T>(buffer);
    }
}
