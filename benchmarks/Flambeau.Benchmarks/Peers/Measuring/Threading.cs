using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Sets how many threads a library uses; ONNX Runtime is told when its session is made.</summary>
internal static class Threading
{
    public static void Set(Side side, int threads)
    {
        if (side.Name == Side.Ours)
        {
            Workers.Count = threads;
        }
        else if (side.Name is Side.Libtorch or Side.LibtorchChannelsLast)
        {
            TorchSharp.torch.set_num_threads(threads);
        }
    }
}
