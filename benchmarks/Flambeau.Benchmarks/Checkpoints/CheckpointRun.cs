using System.Diagnostics;
using Flambeau.Serialization;

namespace Flambeau.Benchmarks.Checkpoints;

/// <summary>All sides in turns, on one disk, files to be read in the system's cache; prints medians and ratios.</summary>
internal static class CheckpointRun
{
    public static void Run(string folder, int megabytes, int rounds)
    {
        StateDict state = TestState.Create(megabytes);
        string file = Path.Combine(folder, "ours.pt");
        Checkpoint.Save(file, state);
        using var torch = TorchProcess.Start(folder, file);
        using var sharp = new TorchSharpSide(folder, state);
        var copy = new CopySide(megabytes);
        string target = Path.Combine(folder, "saved");
        Table.Run(
            $"saving {megabytes} MB to the system's cache",
            rounds,
            Prepare,
            ("Flambeau", () => Time(() => OurSide.SaveUnsynced(target, state))),
            ("PyTorch", () => torch?.Ask("save", target)),
            ("TorchSharp", () => Time(() => sharp.Save(target))),
            ("writing bytes", () => Time(() => copy.Write(target))));
        Table.Run(
            $"saving {megabytes} MB to the disk (fsync)",
            rounds,
            Prepare,
            ("Flambeau", () => Time(() => Checkpoint.Save(target, state))),
            ("PyTorch", () => torch?.Ask("save-sync", target)));
        File.Delete(target);
        Table.Run(
            $"loading {megabytes} MB from the system's cache into new memory",
            rounds,
            GiveBack,
            [.. Loads()]);
        Table.Run(
            $"reloading {megabytes} MB, what the last turn used given back but not to the system",
            rounds,
            () => { },
            [.. Loads()]);
        Table.Run(
            $"opening {megabytes} MB without reading elements",
            rounds,
            () => { },
            ("Flambeau", () => Time(() => OurSide.Open(file))));

        void Prepare()
        {
            File.Delete(target);
            TestState.Sync();
        }

        void GiveBack()
        {
            TensorMemory.Trim();
            torch?.Ask("trim", file);
        }

        IEnumerable<(string Name, Func<double?> Turn)> Loads() =>
        [
            ("Flambeau", () => Time(() => OurSide.Load(file, verify: true))),
            ("PyTorch", () => torch?.Ask("load", file)),
            ("TorchSharp", () => Time(sharp.Load)),
            ("Flambeau, no checksums", () => Time(() => OurSide.Load(file, verify: false))),
            ("copying memory", () => Time(copy.Run)),
        ];
    }

    private static double? Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
