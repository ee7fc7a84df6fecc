using System.Diagnostics;
using Flambeau.Serialization;

namespace Flambeau.Benchmarks.Checkpoints;

/// <summary>A state dict as of a large network: half the tensors have 4 MB, the others 4 kB.</summary>
internal static class TestState
{
    public static StateDict Create(int megabytes)
    {
        Rng.ManualSeed(0);
        var state = new StateDict();
        for (int i = 0; i < megabytes / 4; i++)
        {
            state[$"layers.{i}.weight"] = Tensor.Randn(1000, 1000);
            state[$"layers.{i}.bias"] = Tensor.Randn(1000);
        }

        return state;
    }

    /// <summary>Lets the disk take what earlier turns wrote, so that nobody pays for others.</summary>
    public static void Sync()
    {
        using Process process = Process.Start("sync");
        process.WaitForExit();
    }
}
