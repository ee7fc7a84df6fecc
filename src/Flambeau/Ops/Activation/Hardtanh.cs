using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Linear between two limits.</content>
public static partial class F
{
    /// <summary>Each element limited to [minVal, maxVal] (<c>F.hardtanh</c>).</summary>
    public static Tensor Hardtanh(Tensor input, double minVal = -1, double maxVal = 1) => VectorOp.Apply(input, new HardtanhFunction(minVal, maxVal));

    /// <summary>Each element limited to [minVal, maxVal], in place (<c>F.hardtanh(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor HardtanhInPlace(Tensor input, double minVal = -1, double maxVal = 1) => VectorOp.ApplyInPlace(input, new HardtanhFunction(minVal, maxVal));

    /// <summary>Each element limited to [0, 6] (<c>F.relu6</c>).</summary>
    public static Tensor Relu6(Tensor input) => Hardtanh(input, 0, 6);

    /// <summary>Each element limited to [0, 6], in place (<c>F.relu6(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor Relu6InPlace(Tensor input) => HardtanhInPlace(input, 0, 6);

    /// <summary>(x + 3)/6 limited to [0, 1] (<c>F.hardsigmoid</c>).</summary>
    public static Tensor Hardsigmoid(Tensor input) => VectorOp.Apply<HardsigmoidFunction>(input);

    /// <summary>(x + 3)/6 limited to [0, 1], in place (<c>F.hardsigmoid(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor HardsigmoidInPlace(Tensor input) => VectorOp.ApplyInPlace<HardsigmoidFunction>(input);

    /// <summary>x (x + 3)/6, 0 below -3 and x above 3 (<c>F.hardswish</c>).</summary>
    public static Tensor Hardswish(Tensor input) => VectorOp.Apply<HardswishFunction>(input);

    /// <summary>x (x + 3)/6, 0 below -3 and x above 3, in place (<c>F.hardswish(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor HardswishInPlace(Tensor input) => VectorOp.ApplyInPlace<HardswishFunction>(input);

    // 1 between the limits, 0 on them and outside
    private readonly struct HardtanhFunction(double low, double high) : IVectorUnary
    {
        private readonly Coefficient _low = new(low);
        private readonly Coefficient _high = new(high);

        public static string Name => nameof(Hardtanh);

        public static Saved Saves => Saved.Input;

        public Activation Activation => (low, high) == (0, 6) ? Activation.ReLU6 : Activation.None;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Min(TLanes.Max(x, _low.Lanes<TLanes>()), _high.Lanes<TLanes>());

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var below = TLanes.LessThanOrEqual(saved, _low.Lanes<TLanes>());
            var above = TLanes.GreaterThanOrEqual(saved, _high.Lanes<TLanes>());
            return TLanes.Select(below | above, TLanes.Zero, gradOutput);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput.MaskedFill((saved! <= low) | (saved! >= high), 0);
    }

    // 1/6 between -3 and 3, else 0
    private readonly struct HardsigmoidFunction : IVectorUnary
    {
        public static string Name => nameof(Hardsigmoid);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var three = TLanes.Create(3);
            var six = TLanes.Create(6);
            return TLanes.Min(TLanes.Max(x + three, TLanes.Zero), six) / six;
        }

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var inside = TLanes.LessThan(TLanes.Abs(saved), TLanes.Create(3));
            return TLanes.Select(inside, gradOutput / TLanes.Create(6), TLanes.Zero);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => (gradOutput / 6).MaskedFill((saved! <= -3) | (saved! >= 3), 0);
    }

    // x/3 + 1/2 between -3 and 3, 0 below, 1 above
    private readonly struct HardswishFunction : IVectorUnary
    {
        public static string Name => nameof(Hardswish);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var three = TLanes.Create(3);
            var six = TLanes.Create(6);
            return x * TLanes.Min(TLanes.Max(x + three, TLanes.Zero), six) / six;
        }

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var three = TLanes.Create(3);
            var middle = gradOutput * ((saved / three) + TLanes.Create(0.5));
            var lower = TLanes.Select(TLanes.LessThan(saved, -three), TLanes.Zero, middle);
            return TLanes.Select(TLanes.GreaterThan(saved, three), gradOutput, lower);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => Tensor.Where(saved! > 3, gradOutput, (gradOutput * ((saved! / 3) + 0.5)).MaskedFill(saved! < -3, 0));
    }
}
