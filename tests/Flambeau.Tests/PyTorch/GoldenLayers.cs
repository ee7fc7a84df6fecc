using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

/// <summary>Layers by the names of a golden file's cases, and what is checked of each.</summary>
public sealed class GoldenLayers(string file, Dictionary<string, Func<Module<Tensor, Tensor>>> layers)
{
    private const double Tolerance = 1e-11;

    // sums of a few dozen products of numbers around one
    private const double SingleTolerance = 1e-5;

    private readonly GoldenFile _file = GoldenFile.Load(file);

    /// <summary>The names of all cases.</summary>
    public TheoryData<string> Cases() => new(_file.Cases.Select(c => c.Name));

    /// <summary>The names of the cases whose input has four dimensions.</summary>
    public TheoryData<string> ImageCases() => new(_file.Cases.Where(c => Input(c).Dim == 4).Select(c => c.Name));

    /// <summary>The names of the cases whose input takes a gradient that differences cannot find.</summary>
    public IReadOnlyList<string> NotDifferentiable { get; init; } = [];

    /// <summary>The names of the cases whose input takes a gradient.</summary>
    public TheoryData<string> DifferentiableCases() =>
        new(_file.Cases.Where(c => Input(c).DType == DType.Float64).Select(c => c.Name).Except(NotDifferentiable));

    /// <summary>Demands one layer per case and one case per layer.</summary>
    public void CheckCoverage() => Assert.Equal(_file.Cases.Select(c => c.Name).Order(), layers.Keys.Order());

    /// <summary>Outputs, gradients and running statistics equal PyTorch's.</summary>
    public void CheckValues(string name) => CheckValues(name, x => x);

    /// <summary>The same when images lie in memory with the channels last.</summary>
    public void CheckChannelsLast(string name) => CheckValues(name, x => x.ChannelsLast());

    /// <summary>The same in single precision: inputs, parameters and all, and what is right but for their rounding.</summary>
    public void CheckSingle(string name) => CheckValues(name, x => x, DType.Float32, SingleTolerance);

    /// <summary>Outputs equal PyTorch's also where nothing may be kept for a backward pass.</summary>
    public void CheckInference(string name)
    {
        GoldenCase golden = _file[name];
        var module = Build(golden);
        using var mode = GradMode.Inference();
        foreach (GoldenCase call in golden.Children("calls"))
        {
            TensorAssert.AllClose(call.Tensor("output"), module.Call(call.Tensor("input").Clone()), Tolerance, Tolerance, "output");
        }
    }

    /// <summary>The layer prints as PyTorch's does.</summary>
    public void CheckRepr(string name) => Assert.Equal(_file[name].Text("repr"), layers[name]().ToString());

    /// <summary>The input's gradient agrees with differences.</summary>
    public void CheckInputGradient(string name) => GradCheck.Check(Build(_file[name]).Call, Input(_file[name]));

    private static Tensor Input(GoldenCase golden) => golden.Children("calls")[0].Tensor("input");

    private Module<Tensor, Tensor> Build(GoldenCase golden, DType dtype = DType.Float64)
    {
        var module = layers[golden.Name]();
        module.To(DType.Float64);
        Assert.Equal(golden.NamedTensors("state").Select(p => p.Key), module.StateDict().Select(p => p.Key));
        module.LoadStateDict(new Flambeau.Serialization.StateDict(golden.NamedTensors("state")));
        module.To(dtype);
        module.Train(golden.Bool("training"));
        return module;
    }

    private void CheckValues(string name, Func<Tensor, Tensor> prepare, DType dtype = DType.Float64, double tolerance = Tolerance)
    {
        GoldenCase golden = _file[name];
        var module = Build(golden, dtype);
        foreach (GoldenCase call in golden.Children("calls"))
        {
            module.ZeroGrad();
            Tensor input = As(call.Tensor("input"), dtype);
            input.RequiresGrad = input.DType.IsFloatingPoint;
            Tensor output = module.Call(prepare(input));
            TensorAssert.AllClose(As(call.Tensor("output"), dtype), output, tolerance, tolerance, "output");
            if (call.Has("grad_output"))
            {
                output.Backward(As(call.Tensor("grad_output"), dtype));
                CheckGradients(call, module, input, tolerance);
            }
            if (call.Has("state"))
            {
                CheckState(call, module, tolerance);
            }
        }
    }

    private static void CheckGradients(GoldenCase call, Module module, Tensor input, double tolerance)
    {
        foreach (var (key, expected) in call.NamedTensors("grads"))
        {
            Tensor leaf = key == "input" ? input : module.GetParameter(key);
            Assert.NotNull(leaf.Grad);
            TensorAssert.AllClose(As(expected, leaf.DType), leaf.Grad, tolerance, tolerance, "gradient of " + key);
        }
    }

    private static void CheckState(GoldenCase call, Module module, double tolerance)
    {
        var state = module.StateDict();
        foreach (var (key, expected) in call.NamedTensors("state"))
        {
            TensorAssert.AllClose(As(expected, state[key].DType), state[key], tolerance, tolerance, "state " + key);
        }
    }

    private static Tensor As(Tensor tensor, DType dtype) => tensor.DType.IsFloatingPoint ? tensor.Detach().To(dtype) : tensor;
}
