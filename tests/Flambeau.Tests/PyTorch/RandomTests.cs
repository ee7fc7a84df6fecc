using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

[Collection(nameof(DefaultGeneratorCollection))]
public class RandomTests
{
    private static readonly GoldenFile s_file = GoldenFile.Load("random");

    public static TheoryData<string> Cases => new(s_file.NamesWith("name"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Draws_equal_PyTorchs(string name)
    {
        GoldenCase golden = s_file[name];
        Generator standard = Generator.Default.ManualSeed(golden.Integer("seed"));
        Generator own = new(7);
        int number = 0;
        foreach (GoldenCase call in golden.Children("calls"))
        {
            Tensor actual = Draw(call, call.Has("generator") ? own : standard);
            // Normal numbers go through logarithms and sines, which differ in the last bits between libraries.
            double tolerance = call.Text("op") is "randn" or "normal_" ? 1e-6 : 0;
            TensorAssert.AllClose(call.Tensor("result"), actual, tolerance, tolerance, $"{number}: {call.Text("op")}");
            number++;
        }
    }

    private static Tensor Draw(GoldenCase call, Generator generator)
    {
        DType dtype = call.Has("dtype") && call.Text("dtype") == "float64" ? DType.Float64 : DType.Float32;
        int[] shape = call.Has("shape") ? call.Integers("shape") : [];
        return call.Text("op") switch
        {
            "rand" => Tensor.Rand(shape, dtype, generator: generator),
            "randn" => Tensor.Randn(shape, dtype, generator: generator),
            "randint" => Tensor.RandInt(call.Integer("low"), call.Integer("high"), shape, generator: generator),
            "randperm" => Tensor.RandPerm((int)call.Integer("n"), generator: generator),
            "random_" => Tensor.Empty(shape, DType.Int64).RandomInPlace(generator),
            "normal_" => Tensor.Empty(shape, dtype).NormalInPlace(call.Number("mean"), call.Number("std"), generator),
            "uniform_" => Tensor.Empty(shape, dtype).UniformInPlace(call.Number("from"), call.Number("to"), generator),
            "bernoulli_" => Tensor.Empty(shape, dtype).BernoulliInPlace(call.Number("p"), generator),
            "bernoulli" => Tensor.From(call.Numbers("p")).To(dtype).Bernoulli(generator),
            "dropout" => F.Dropout(Tensor.Ones(shape, dtype), call.Number("p"), training: true),
            string op => throw new InvalidDataException(op),
        };
    }
}
