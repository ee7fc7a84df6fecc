using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Overwriting with random numbers, draw for draw as PyTorch does.</content>
public partial class Tensor
{
    /// <summary>Overwrites with numbers uniform in [from, to) (<c>Tensor.uniform_</c>).</summary>
    /// <exception cref="ArgumentException">The type is not floating point, or <paramref name="from"/> exceeds <paramref name="to"/>.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor UniformInPlace(double from = 0, double to = 1, Generator? generator = null)
    {
        Check.Floating(nameof(UniformInPlace), this);
        if (!(from <= to))
        {
            throw new ArgumentException($"UniformInPlace: from must not exceed to, but got {from} and {to}. input has shape {Shape}.");
        }

        return Draw(nameof(UniformInPlace), generator, DType == DType.Float64
            ? (twister, target) => RandomFill.Uniform(twister, from, to, target.Span<double>())
            : (twister, target) => RandomFill.Uniform(twister, (float)from, (float)to, target.Span<float>()));
    }

    /// <summary>Overwrites with normal numbers (<c>Tensor.normal_</c>).</summary>
    /// <exception cref="ArgumentException">The type is not floating point, or the standard deviation is negative.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor NormalInPlace(double mean = 0, double std = 1, Generator? generator = null)
    {
        Check.Floating(nameof(NormalInPlace), this);
        if (!(std >= 0))
        {
            throw new ArgumentException($"NormalInPlace: std must not be negative, but got {std}. input has shape {Shape}.");
        }

        return Draw(nameof(NormalInPlace), generator, DType == DType.Float64
            ? (twister, target) => RandomFill.Normal(twister, mean, std, target.Span<double>())
            : (twister, target) => RandomFill.Normal(twister, (float)mean, (float)std, target.Span<float>()));
    }

    /// <summary>Overwrites with exponentially distributed numbers of rate <paramref name="lambda"/> (<c>Tensor.exponential_</c>).</summary>
    /// <exception cref="ArgumentException">The type is not floating point, or the rate is not positive.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ExponentialInPlace(double lambda = 1, Generator? generator = null)
    {
        Check.Floating(nameof(ExponentialInPlace), this);
        if (!(lambda > 0))
        {
            throw new ArgumentException($"ExponentialInPlace: lambda must be positive, but got {lambda}. input has shape {Shape}.");
        }

        return Draw(nameof(ExponentialInPlace), generator, (twister, target) =>
            Dispatch.Float(nameof(ExponentialInPlace), target.DType, new ExponentialWork(twister, lambda, target)));
    }

    /// <summary>Overwrites with 1 where a draw falls below <paramref name="p"/>, else 0 (<c>Tensor.bernoulli_</c>).</summary>
    /// <exception cref="ArgumentException">The probability does not lie in [0, 1].</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor BernoulliInPlace(double p = 0.5, Generator? generator = null)
    {
        if (!(p is >= 0 and <= 1))
        {
            throw new ArgumentException($"BernoulliInPlace: p must lie in [0, 1], but got {p}. input has shape {Shape}.");
        }

        return Draw(nameof(BernoulliInPlace), generator, (twister, target) =>
            Dispatch.Numeric(nameof(BernoulliInPlace), target.DType, new BernoulliWork(twister, p, target), allowBool: true));
    }

    /// <summary>
    /// Overwrites with whole numbers from all that the type holds, not negative; floating-point types up to their last
    /// exact whole number (<c>Tensor.random_</c>).
    /// </summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor RandomInPlace(Generator? generator = null) => RandomInPlace(0, DType switch
    {
        DType.Float32 => (1L << 24) + 1,
        DType.Float64 => (1L << 53) + 1,
        DType.Float16 => (1L << 11) + 1,
        DType.BFloat16 => (1L << 8) + 1,
        DType.Int64 => long.MaxValue,
        DType.Int32 => 1L << 31,
        DType.Int16 => 1L << 15,
        DType.Int8 => 1L << 7,
        DType.UInt8 => 1L << 8,
        _ => 2,
    }, generator, all: DType == DType.Int64);

    /// <summary>Overwrites with whole numbers in [from, to) (<c>Tensor.random_(from, to)</c>).</summary>
    /// <exception cref="ArgumentException"><paramref name="from"/> is not below <paramref name="to"/>.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor RandomInPlace(long from, long to, Generator? generator = null) => RandomInPlace(from, to, generator, all: false);

    private Tensor RandomInPlace(long from, long to, Generator? generator, bool all)
    {
        if (from >= to)
        {
            throw new ArgumentException($"RandomInPlace: from must be below to, but got {from} and {to}. input has shape {Shape}.");
        }

        ulong range = all ? 1UL << 63 : unchecked((ulong)(to - from));
        return Draw(nameof(RandomInPlace), generator, (twister, target) =>
            Dispatch.Numeric(nameof(RandomInPlace), target.DType, new IntegerWork(twister, from, range, target), allowBool: true));
    }

    // draws in row-major order, whatever the order in memory
    private Tensor Draw(string op, Generator? generator, Action<Mt19937, Tensor> fill)
    {
        bool wanted = InPlace.Begin(op, this);
        var target = IsContiguous ? this : New(Shape, DType);
        (generator ?? Generator.Default).Locked(twister =>
        {
            fill(twister, target);
            return 0;
        });
        if (target != this)
        {
            CopyFrom(target);
        }
        else
        {
            MarkWritten();
        }

        return wanted ? InPlace.Record(this, new FillBackward()) : this;
    }

    private readonly struct ExponentialWork(Mt19937 twister, double lambda, Tensor target) : IFloatWork
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            // by inversion: -log(1 - u) / lambda
            foreach (ref var value in target.Span<T>())
            {
                value = T.CreateTruncating(-1 / lambda * double.LogP1(-RandomFill.Uniform(twister)));
            }
        }
    }

    private readonly struct BernoulliWork(Mt19937 twister, double p, Tensor target) : INumericWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => RandomFill.Bernoulli(twister, p, target.Span<T>());
    }

    private readonly struct IntegerWork(Mt19937 twister, long from, ulong range, Tensor target) : INumericWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => RandomFill.Integers(twister, from, range, target.Span<T>());
    }
}
