using System.Numerics;

namespace Flambeau.Kernels.Tests.Conv;

/// <summary>
/// Inputs of one convolution, drawn from a fixed seed, and the largest error of a result against float64.
/// </summary>
internal sealed class ConvCase
{
    private readonly double[] _x, _weight, _scale, _bias, _residual, _dy;

    public ConvCase(Conv2dGeometry geometry, int seed = 7, float largestBias = 1)
    {
        Geometry = geometry;
        var random = new Random(seed);
        _x = Draw(random, geometry.InputLength);
        _weight = Draw(random, geometry.WeightLength);
        _bias = [.. Draw(random, geometry.OutC).Select(value => value * largestBias)];
        _residual = Draw(random, geometry.OutputLength);
        _dy = Draw(random, geometry.OutputLength);
        _scale = Draw(random, geometry.OutC);
    }

    public Conv2dGeometry Geometry { get; }

    public T[] Forward<T>(
        bool bias = true, bool residual = false, Activation activation = Activation.None, bool scale = false, bool turned = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = Garbage<T>(Geometry.OutputLength);
        var epilogue = new ConvEpilogue<T>
        {
            Scale = scale ? To<T>(_scale) : [],
            Bias = bias ? To<T>(_bias) : [],
            Residual = residual ? To<T>(_residual) : [],
            Activation = activation,
        };
        T[] weight = To<T>(_weight);
        var other = turned ? TurnedWeight<T>.Turn(Geometry, weight) : null;
        if (turned && !DepthwiseConvolution.CanRun(ConvPass.Forward(Geometry)))
        {
            weight.AsSpan().Clear(); // nothing reads it
        }

        Conv2dKernel.Forward(Geometry, To<T>(_x), weight, epilogue, y, other);
        return y;
    }

    /// <summary>The largest of each 2 x 2 square of the forward pass.</summary>
    public T[] ForwardPooled<T>(Activation activation = Activation.None, bool scale = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = Garbage<T>(Geometry.PooledLength);
        var epilogue = new ConvEpilogue<T>
        {
            Scale = scale ? To<T>(_scale) : [],
            Bias = To<T>(_bias),
            Activation = activation,
            Pools = true,
        };
        Conv2dKernel.Forward(Geometry, To<T>(_x), To<T>(_weight), epilogue, y);
        return y;
    }

    public T[] BackwardInput<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] dx = Garbage<T>(Geometry.InputLength);
        Conv2dKernel.BackwardInput(Geometry, To<T>(_dy), To<T>(_weight), dx);
        return dx;
    }

    public T[] BackwardWeight<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] dw = Garbage<T>(Geometry.WeightLength);
        Conv2dKernel.BackwardWeight(Geometry, To<T>(_x), To<T>(_dy), dw);
        return dw;
    }

    /// <summary>The three results' errors relative to the largest element of each.</summary>
    public void AssertAgrees<T>(
        double tolerance, bool bias = true, bool residual = false, Activation activation = Activation.None, bool scale = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AssertClose(
            ExpectedForward(bias, residual, activation, scale), Forward<T>(bias, residual, activation, scale), tolerance, "forward");
        double[] dx = new double[Geometry.InputLength], dw = new double[Geometry.WeightLength];
        ReferenceConv2d.BackwardInput<double>(Geometry, _dy, _weight, dx);
        AssertClose(dx, BackwardInput<T>(), tolerance, "input gradient");
        ReferenceConv2d.BackwardWeight<double>(Geometry, _x, _dy, dw);
        AssertClose(dw, BackwardWeight<T>(), tolerance, "weight gradient");
    }

    private double[] ExpectedForward(bool bias, bool residual, Activation activation, bool scale)
    {
        double[] y = new double[Geometry.OutputLength];
        ReferenceConv2d.Forward(Geometry, _x, scale ? Scaled() : _weight, bias ? _bias : [], y);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] += residual ? _residual[i] : 0;
            y[i] = Epilogue.Apply(activation, y[i]);
        }
        return y;
    }

    private double[] Scaled()
    {
        int perChannel = _weight.Length / Geometry.OutC;
        return [.. _weight.Select((w, i) => w * _scale[i / perChannel])];
    }

    private void AssertClose<T>(double[] expected, T[] actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = expected.Length == 0 ? 0 : expected.Max(Math.Abs), error = 0;
        int worst = -1;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - double.CreateTruncating(actual[i]));
            if (!(difference <= error))
            {
                (error, worst) = (difference, i);
            }
        }
        if (worst >= 0)
        {
            Assert.True(
                error <= tolerance * Math.Max(largest, 1e-30),
                $"{what} of {Geometry}: element {worst} is {actual[worst]}, not {expected[worst]} ({error / largest:g3} of largest)");
        }
    }

    // Rounded to float, so that float and double see the same numbers.
    private static double[] Draw(Random random, long count) =>
        [.. Enumerable.Range(0, (int)count).Select(_ => (double)(float)(random.NextDouble() * 2 - 1))];

    private static T[] To<T>(double[] values)
        where T : INumberBase<T> => [.. values.Select(T.CreateTruncating)];

    // Kernels must overwrite whatever the destination holds.
    private static T[] Garbage<T>(long count)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        Array.Fill(values, T.NaN);
        return values;
    }
}
