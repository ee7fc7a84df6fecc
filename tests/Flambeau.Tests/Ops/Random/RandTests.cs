using Flambeau.Testing;
using Flambeau.Tests.PyTorch;

namespace Flambeau.Tests.Ops;

[Collection(nameof(DefaultGeneratorCollection))]
public class RandTests
{
    [Fact]
    public void The_same_seed_gives_PyTorchs_numbers()
    {
        var generator = new Generator(0);
        TensorAssert.Equal([0.4962566f, 0.7682218f, 0.08847743f], Tensor.Rand([3], generator: generator));
        generator.ManualSeed(0);
        TensorAssert.Close([1.5409961, -0.2934289, -2.1787894], Tensor.Randn([3], generator: generator), 1e-6);
        generator.ManualSeed(0);
        Assert.Equal([4L, 9, 3, 0, 3], Tensor.RandInt(10, [5], generator: generator).ToArray<long>());
        Assert.Equal(5, Tensor.RandPerm(5, generator: generator).ToArray<long>().Distinct().Count());
    }

    [Fact]
    public void The_default_generator_can_be_seeded_and_its_state_kept()
    {
        Rng.ManualSeed(7);
        Assert.Equal(7, Rng.InitialSeed);
        byte[] state = Rng.GetState();
        var first = Tensor.Rand(10);
        Rng.SetState(state);
        TensorAssert.Equal(first, Tensor.Rand(10));
        Assert.Equal(5056, state.Length);
        Assert.Throws<ArgumentException>(() => Rng.SetState(new byte[3]));
        Assert.NotEqual(Rng.Seed(), Rng.Seed());
    }

    [Fact]
    public void Draws_go_in_row_major_order_whatever_the_memory()
    {
        var generator = new Generator(3);
        var plain = Tensor.Rand([4, 5], generator: generator);
        generator.ManualSeed(3);
        var turned = Tensor.Empty(5, 4).T.UniformInPlace(0, 1, generator);
        TensorAssert.Equal(plain, turned);
    }

    [Fact]
    public void Distributions_have_their_moments()
    {
        var generator = new Generator(1);
        var uniform = Tensor.Empty(20000).UniformInPlace(-1, 3, generator);
        Assert.InRange(uniform.Mean().Item(), 0.95, 1.05);
        var normal = Tensor.Normal(2, 3, [20000], generator: generator);
        Assert.InRange(normal.Mean().Item(), 1.9, 2.1);
        var exponential = Tensor.Empty(20000).ExponentialInPlace(4, generator);
        Assert.InRange(exponential.Mean().Item(), 0.24, 0.26);
        var coin = Tensor.Empty([20000], DType.Int32).BernoulliInPlace(0.25, generator);
        Assert.InRange(coin.Float().Mean().Item(), 0.24, 0.26);
        var each = Tensor.From([0f, 1f, 1f]).Bernoulli(generator);
        TensorAssert.Equal([0, 1, 1], each);
        Assert.True((Tensor.RandIntLike(coin, -3, 4, generator: generator) < 4).ToArray<bool>().All(v => v));
        Assert.Equal(DType.Float64, Tensor.RandLike(uniform, DType.Float64).DType);
        Assert.Equal(uniform.Shape, Tensor.RandnLike(uniform).Shape);
        Assert.True((Tensor.Empty([9], DType.UInt8).RandomInPlace(generator).Long() < 256).ToArray<bool>().All(v => v));
    }

    [Fact]
    public void Mistakes_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Empty(2).UniformInPlace(1, 0));
        Assert.Equal("UniformInPlace: from must not exceed to, but got 1 and 0. input has shape [2].", error.Message);
        error = Assert.Throws<ArgumentException>(() => Tensor.Rand([2], DType.Int64));
        Assert.Equal("UniformInPlace: input must be float32 or float64, but got int64. input has shape [2].", error.Message);
        error = Assert.Throws<ArgumentException>(() => Tensor.From([0.5f, 2f]).Bernoulli());
        Assert.Equal("Bernoulli: every probability must lie in [0, 1], but one does not. input has shape [2].", error.Message);
        Assert.Throws<ArgumentException>(() => Tensor.RandInt(3, 3, [2]));
        Assert.Throws<ArgumentException>(() => Tensor.Empty(2).NormalInPlace(0, -1));
        Assert.Throws<ArgumentException>(() => Tensor.Empty(2).ExponentialInPlace(0));
        Assert.Throws<ArgumentException>(() => Tensor.Empty(2).BernoulliInPlace(1.5));
    }
}
