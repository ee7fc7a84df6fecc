using Torch = TorchSharp.torch;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Moves numbers from one library to the other.</summary>
internal static class TorchBridge
{
    /// <summary>A copy.</summary>
    public static Torch.Tensor From(Tensor tensor) =>
        Torch.tensor(tensor.ToArray<float>(), [.. tensor.Shape.Select(size => (long)size)]);

    /// <summary>Gives libtorch's model the weights of ours, name by name.</summary>
    public static void CopyWeights(Flambeau.NN.Module ours, Torch.nn.Module theirs)
    {
        using var scope = Torch.no_grad();
        var state = theirs.state_dict();
        foreach (var (name, tensor) in ours.StateDict())
        {
            if (tensor.DType == DType.Float32)
            {
                using var copy = From(tensor);
                state[name].copy_(copy);
            }
        }
    }

    /// <summary>The largest difference relative to the largest element.</summary>
    public static double Difference(Tensor ours, Torch.Tensor theirs)
    {
        float[] a = ours.ToArray<float>();
        float[] b = [.. theirs.contiguous().data<float>()];
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < a.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs(a[i] - b[i]));
            largest = Math.Max(largest, Math.Abs(b[i]));
        }

        return difference / largest;
    }
}
