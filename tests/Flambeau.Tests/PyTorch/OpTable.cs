using System.Collections;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

/// <summary>Operators by the names of a golden file's cases, and what is checked of each.</summary>
internal sealed class OpTable(string file) : IEnumerable
{
    private readonly Dictionary<string, Func<Tensor[], Tensor[]>> _ops = [];
    private readonly GoldenFile _file = GoldenFile.Load(file);

    public void Add(string name, Func<Tensor> op) => _ops.Add(name, _ => [op()]);

    public void Add(string name, Func<Tensor, Tensor> op) => _ops.Add(name, x => [op(x[0])]);

    public void Add(string name, Func<Tensor, Tensor, Tensor> op) => _ops.Add(name, x => [op(x[0], x[1])]);

    public void Add(string name, Func<Tensor, Tensor, Tensor, Tensor> op) =>
        _ops.Add(name, x => [op(x[0], x[1], x[2])]);

    public void Add(string name, Func<Tensor, (Tensor, Tensor)> op) => _ops.Add(name, x =>
    {
        var (first, second) = op(x[0]);
        return [first, second];
    });

    public void Add(string name, Func<Tensor, IEnumerable<Tensor>> op) => _ops.Add(name, x => [.. op(x[0])]);

    public IEnumerator GetEnumerator() => _ops.GetEnumerator();

    /// <summary>The names of all cases.</summary>
    public TheoryData<string> Cases() => new(_file.Cases.Select(c => c.Name));

    /// <summary>The names of the cases with gradients, but for those that are named.</summary>
    public TheoryData<string> CasesWithGradients(params string[] except) =>
        new(_file.Cases.Where(c => c.Has("grads")).Select(c => c.Name).Except(except));

    /// <summary>Demands one operator per case and one case per operator.</summary>
    public void CheckCoverage() => Assert.Equal(_file.Cases.Select(c => c.Name).Order(), _ops.Keys.Order());

    /// <summary>Outputs and gradients equal PyTorch's.</summary>
    public void CheckValues(string name) => CheckValues(name, x => x);

    /// <summary>The same when every input of two or more dimensions lies transposed in memory.</summary>
    public void CheckTransposedMemory(string name) => CheckValues(name, InTransposedMemory);

    /// <summary>Gradients of gradients agree with differences.</summary>
    public void CheckSecondGradients(string name)
    {
        GoldenCase golden = _file[name];
        Tensor[] inputs = golden.Tensors("inputs");
        int[] leaves = [.. Enumerable.Range(0, inputs.Length).Where(i => inputs[i].RequiresGrad)];
        GradCheck.CheckSecondMany(
            x =>
            {
                Tensor[] all = [.. inputs];
                for (int i = 0; i < leaves.Length; i++)
                {
                    all[leaves[i]] = x[i];
                }
                return _ops[name](all);
            },
            [.. leaves.Select(i => inputs[i])]);
    }

    private void CheckValues(string name, Func<Tensor, Tensor> prepare)
    {
        GoldenCase golden = _file[name];
        Tensor[] leaves = golden.Tensors("inputs");
        Tensor[] outputs = _ops[name]([.. leaves.Select(prepare)]);
        Tensor[] expected = golden.Tensors("outputs");
        Assert.Equal(expected.Length, outputs.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            // Float32 outputs carry float32's rounding.
            double tolerance = expected[i].DType == DType.Float32 ? 1e-6 : 1e-12;
            TensorAssert.AllClose(expected[i], outputs[i], tolerance, tolerance, $"{golden.Text("text")}, output {i}");
        }
        if (golden.Has("grads"))
        {
            CheckGradients(golden, leaves, outputs);
        }
    }

    private static void CheckGradients(GoldenCase golden, Tensor[] leaves, Tensor[] outputs)
    {
        leaves = [.. leaves.Where(l => l.RequiresGrad)];
        Tensor[] differentiable = [.. outputs.Where(o => o.RequiresGrad)];
        Tensor[] weights = golden.Tensors("grad_outputs");
        // Without a differentiable output PyTorch's gradients must all be zero.
        Tensor?[] gradients = differentiable.Length == 0
            ? new Tensor?[leaves.Length]
            : Flambeau.Autograd.Grad(differentiable, leaves, weights, allowUnused: true);
        Tensor[] expected = golden.Tensors("grads");
        for (int i = 0; i < leaves.Length; i++)
        {
            Tensor gradient = gradients[i] ?? Tensor.ZerosLike(leaves[i]);
            TensorAssert.AllClose(expected[i], gradient, 1e-11, 1e-11, $"{golden.Text("text")}, gradient {i}");
        }
    }

    private static Tensor InTransposedMemory(Tensor x) =>
        x.Dim < 2 ? x : x.Transpose(0, -1).Contiguous().Transpose(0, -1);
}
