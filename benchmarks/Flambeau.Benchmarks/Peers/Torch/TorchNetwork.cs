using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchPeers;

/// <summary>A network of libtorch's with an input, in its default layout or channels-last.</summary>
internal abstract class TorchNetwork : Flambeau.Benchmarks.Peers.Workload
{
    protected TorchNetwork(Func<nn.Module<Tensor, Tensor>> create, int[] shape, bool channelsLast)
    {
        manual_seed(0);
        Input = randn([.. shape.Select(size => (long)size)]);
        Model = create();
        if (channelsLast)
        {
            Input = ChannelsLast(Input);
            foreach (var convolution in Model.modules().OfType<Convolution>())
            {
                convolution.weight = new Parameter(ChannelsLast(convolution.weight!.detach()));
            }
        }
    }

    protected nn.Module<Tensor, Tensor> Model { get; }

    protected Tensor Input { get; }

    /// <summary>The same image or weight with its channels together in memory; the argument is let go.</summary>
    public static Tensor ChannelsLast(Tensor tensor)
    {
        using (tensor)
        {
            return tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        }
    }

    public sealed override void Load(IReadOnlyList<Flambeau.Benchmarks.Peers.Numbers> state)
    {
        using var scope = no_grad();
        List<Tensor> mine = [.. Model.parameters(), .. Model.buffers().Where(buffer => buffer.dtype == ScalarType.Float32), Input];
        if (mine.Count != state.Count)
        {
            throw new InvalidOperationException($"Peers: libtorch's network has {mine.Count} tensors, ours {state.Count}.");
        }

        for (int i = 0; i < mine.Count; i++)
        {
            long[] shape = [.. state[i].Shape.Select(size => (long)size)];
            if (!mine[i].shape.SequenceEqual(shape))
            {
                throw new InvalidOperationException($"Peers: {state[i].Name} has another shape in libtorch's network.");
            }

            using var copy = tensor(state[i].Values, shape);
            mine[i].copy_(copy);
        }
    }

    public sealed override void Release()
    {
        Input.Dispose();
        Model.Dispose();
    }
}
