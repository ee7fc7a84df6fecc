using System.Numerics;

namespace Flambeau;

/// <summary>A differentiable function of two numbers that has no vector form: one pair at a time.</summary>
internal interface IPairFunction : IBinaryDerivative
{
    T Of<T>(T x, T y)
        where T : unmanaged, INumber<T>;
}

/// <summary>Such a function as an <see cref="IBinaryFunction"/>, by plain loops.</summary>
internal readonly struct Pairwise<TPair>(TPair pair) : IBinaryFunction
    where TPair : struct, IPairFunction
{
    public static string Name => TPair.Name;

    public static Operands InputGradientNeeds => TPair.InputGradientNeeds;

    public static Operands OtherGradientNeeds => TPair.OtherGradientNeeds;

    public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = pair.Of(x[i], y[i]);
        }
    }

    public void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = pair.Of(x[i], y);
        }
    }

    public void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = pair.Of(x, y[i]);
        }
    }

    public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther) =>
        pair.Backward(gradOutput, input, other, needsInput, needsOther);
}
