using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Vision;

namespace Flambeau.Benchmarks.Soak;

/// <summary>A ResNet-18 for ten classes, trained on noise: every size of batch with every size of image, in one shuffled
/// order again and again, so that the minutes are alike; an inference now and then.</summary>
internal sealed class SoakTraining
{
    private const int Classes = 10, LargestBatch = 24, StepsPerInference = 8;
    private static readonly int[] s_sides = [48, 64, 80];

    private readonly (int Batch, int Side)[] _sizes =
        [.. Enumerable.Range(1, LargestBatch).SelectMany(batch => s_sides.Select(side => (batch, side)))];

    private readonly ResNet _model = ResNet.ResNet18(Classes);
    private readonly SGD _optimizer;
    private int _step;

    public SoakTraining()
    {
        _optimizer = new SGD(_model.Parameters(), 1e-3, momentum: 0.9);
        new Random(1).Shuffle(_sizes);
    }

    public void Step()
    {
        var (batch, side) = _sizes[_step % _sizes.Length];
        _optimizer.ZeroGrad();
        var loss = F.CrossEntropy(_model.Call(Tensor.Randn(batch, 3, side, side)), Tensor.RandInt(0, Classes, new Shape(batch)));
        loss.Backward();
        _optimizer.Step();
        if (!double.IsFinite(loss.Item()))
        {
            throw new InvalidOperationException($"Soak: the loss of step {_step} is not finite.");
        }

        if (++_step % StepsPerInference == 0)
        {
            Infer(2 * batch, side);
        }
    }

    private void Infer(int batch, int side)
    {
        _model.Eval();
        using (GradMode.NoGrad())
        {
            _model.Call(Tensor.Randn(batch, 3, side, side));
        }

        _model.Train();
    }
}
