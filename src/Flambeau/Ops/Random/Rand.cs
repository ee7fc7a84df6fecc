namespace Flambeau;

/// <content>Random tensors; the same seed gives PyTorch's numbers.</content>
public partial class Tensor
{
    /// <summary>float32 numbers uniform in [0, 1) (<c>torch.rand</c>).</summary>
    public static Tensor Rand(params ReadOnlySpan<int> shape) => Rand(new Shape(shape));

    /// <summary>Numbers uniform in [0, 1) (<c>torch.rand</c>).</summary>
    /// <exception cref="ArgumentException">The type is not floating point.</exception>
    public static Tensor Rand(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null) =>
        New(shape, dtype).UniformInPlace(0, 1, generator).RequireGrad(requiresGrad);

    /// <summary>float32 normal numbers of mean 0 and standard deviation 1 (<c>torch.randn</c>).</summary>
    public static Tensor Randn(params ReadOnlySpan<int> shape) => Randn(new Shape(shape));

    /// <summary>Normal numbers of mean 0 and standard deviation 1 (<c>torch.randn</c>).</summary>
    /// <exception cref="ArgumentException">The type is not floating point.</exception>
    public static Tensor Randn(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false, Generator? generator = null) =>
        New(shape, dtype).NormalInPlace(0, 1, generator).RequireGrad(requiresGrad);

    /// <summary>Whole numbers in [low, high) (<c>torch.randint</c>).</summary>
    /// <exception cref="ArgumentException"><paramref name="low"/> is not below <paramref name="high"/>.</exception>
    public static Tensor RandInt(long low, long high, Shape shape, DType dtype = DType.Int64, Generator? generator = null) =>
        New(shape, dtype).RandomInPlace(low, high, generator);

    /// <summary>Whole numbers in [0, high) (<c>torch.randint</c>).</summary>
    /// <exception cref="ArgumentException"><paramref name="high"/> is not positive.</exception>
    public static Tensor RandInt(long high, Shape shape, DType dtype = DType.Int64, Generator? generator = null) =>
        RandInt(0, high, shape, dtype, generator);

    /// <summary>The numbers 0 to n - 1 in random order (<c>torch.randperm</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is negative.</exception>
    public static Tensor RandPerm(int n, DType dtype = DType.Int64, Generator? generator = null)
    {
        var order = New(new Shape(n), DType.Int64);
        (generator ?? Generator.Default).Locked(twister =>
        {
            Kernels.RandomFill.Permutation(twister, order.Span<long>());
            return 0;
        });
        return order.To(dtype);
    }

    /// <summary>Normal numbers (<c>torch.normal</c>).</summary>
    /// <exception cref="ArgumentException">The type is not floating point, or the standard deviation is negative.</exception>
    public static Tensor Normal(double mean, double std, Shape shape, DType dtype = DType.Float32, Generator? generator = null) =>
        New(shape, dtype).NormalInPlace(mean, std, generator);

    /// <summary>Numbers uniform in [0, 1) with the shape and type of another tensor (<c>torch.rand_like</c>).</summary>
    /// <exception cref="ArgumentException">The type is not floating point.</exception>
    public static Tensor RandLike(Tensor input, DType? dtype = null, Generator? generator = null) =>
        EmptyLike(input, dtype).UniformInPlace(0, 1, generator);

    /// <summary>Normal numbers with the shape and type of another tensor (<c>torch.randn_like</c>).</summary>
    /// <exception cref="ArgumentException">The type is not floating point.</exception>
    public static Tensor RandnLike(Tensor input, DType? dtype = null, Generator? generator = null) =>
        EmptyLike(input, dtype).NormalInPlace(0, 1, generator);

    /// <summary>Whole numbers in [low, high) with the shape and type of another tensor (<c>torch.randint_like</c>).</summary>
    /// <exception cref="ArgumentException"><paramref name="low"/> is not below <paramref name="high"/>.</exception>
    public static Tensor RandIntLike(Tensor input, long low, long high, DType? dtype = null, Generator? generator = null) =>
        EmptyLike(input, dtype).RandomInPlace(low, high, generator);

    /// <summary>1 where a draw falls below the element, a probability, else 0 (<c>torch.bernoulli</c>).</summary>
    /// <exception cref="ArgumentException">The type is not floating point, or an element does not lie in [0, 1].</exception>
    public Tensor Bernoulli(Generator? generator = null)
    {
        Check.Floating(nameof(Bernoulli), this);
        var p = Detach().Contiguous();
        if (!(p.Ge(0) & p.Le(1)).ToArray<bool>().All(valid => valid))
        {
            throw new ArgumentException($"Bernoulli: every probability must lie in [0, 1], but one does not. input has shape {Shape}.");
        }

        return New(Shape, DType).Draw(nameof(Bernoulli), generator, DType == DType.Float64
            ? (twister, target) => Kernels.RandomFill.Bernoulli(twister, p.Span<double>(), target.Span<double>())
            : (twister, target) => Kernels.RandomFill.Bernoulli(twister, p.Span<float>(), target.Span<float>()));
    }
}
