using System.Numerics;

namespace Flambeau.NN;

/// <content>Linear between two limits.</content>
public static partial class F
{
    /// <summary>Each element limited to [minVal, maxVal] (<c>F.hardtanh</c>).</summary>
    public static Tensor Hardtanh(Tensor input, double minVal = -1, double maxVal = 1) => UnaryOp.Apply(input, new HardtanhFunction(minVal, maxVal));

    /// <summary>Each element limited to [minVal, maxVal], in place (<c>F.hardtanh(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor HardtanhInPlace(Tensor input, double minVal = -1, double maxVal = 1) => UnaryOp.ApplyInPlace(input, new HardtanhFunction(minVal, maxVal));

    /// <summary>Each element limited to [0, 6] (<c>F.relu6</c>).</summary>
    public static Tensor Relu6(Tensor input) => Hardtanh(input, 0, 6);

    /// <summary>Each element limited to [0, 6], in place (<c>F.relu6(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor Relu6InPlace(Tensor input) => HardtanhInPlace(input, 0, 6);

    /// <summary>(x + 3)/6 limited to [0, 1] (<c>F.hardsigmoid</c>).</summary>
    public static Tensor Hardsigmoid(Tensor input) => UnaryOp.Apply<HardsigmoidFunction>(input);

    /// <summary>(x + 3)/6 limited to [0, 1], in place (<c>F.hardsigmoid(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor HardsigmoidInPlace(Tensor input) => UnaryOp.ApplyInPlace<HardsigmoidFunction>(input);

    /// <summary>x (x + 3)/6, 0 below -3 and x above 3 (<c>F.hardswish</c>).</summary>
    public static Tensor Hardswish(Tensor input) => UnaryOp.Apply<HardswishFunction>(input);

    /// <summary>x (x + 3)/6, 0 below -3 and x above 3, in place (<c>F.hardswish(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor HardswishInPlace(Tensor input) => UnaryOp.ApplyInPlace<HardswishFunction>(input);

    // 1 between the limits, 0 on them and outside
    private readonly struct HardtanhFunction(double low, double high) : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Hardtanh);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.Min(Vector.Max(x, new Vector<T>(T.CreateTruncating(low))), new Vector<T>(T.CreateTruncating(high)));

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var below = Vector.LessThanOrEqual(saved, new Vector<T>(T.CreateTruncating(low)));
            var above = Vector.GreaterThanOrEqual(saved, new Vector<T>(T.CreateTruncating(high)));
            return Vector.ConditionalSelect(below | above, Vector<T>.Zero, gradOutput);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput.MaskedFill((saved! <= low) | (saved! >= high), 0);
    }

    // 1/6 between -3 and 3, else 0
    private readonly struct HardsigmoidFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Hardsigmoid);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var three = new Vector<T>(T.CreateTruncating(3));
            var six = new Vector<T>(T.CreateTruncating(6));
            return Vector.Min(Vector.Max(x + three, Vector<T>.Zero), six) / six;
        }

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var inside = Vector.LessThan(Vector.Abs(saved), new Vector<T>(T.CreateTruncating(3)));
            return Vector.ConditionalSelect(inside, gradOutput / T.CreateTruncating(6), Vector<T>.Zero);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => (gradOutput / 6).MaskedFill((saved! <= -3) | (saved! >= 3), 0);
    }

    // x/3 + 1/2 between -3 and 3, 0 below, 1 above
    private readonly struct HardswishFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Hardswish);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var three = new Vector<T>(T.CreateTruncating(3));
            var six = new Vector<T>(T.CreateTruncating(6));
            return x * Vector.Min(Vector.Max(x + three, Vector<T>.Zero), six) / six;
        }

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var three = new Vector<T>(T.CreateTruncating(3));
            var middle = gradOutput * ((saved / three) + new Vector<T>(T.CreateTruncating(0.5)));
            var lower = Vector.ConditionalSelect(Vector.LessThan(saved, -three), Vector<T>.Zero, middle);
            return Vector.ConditionalSelect(Vector.GreaterThan(saved, three), gradOutput, lower);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => Tensor.Where(saved! > 3, gradOutput, (gradOutput * ((saved! / 3) + 0.5)).MaskedFill(saved! < -3, 0));
    }
}
