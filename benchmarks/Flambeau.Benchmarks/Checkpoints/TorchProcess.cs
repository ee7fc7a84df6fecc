using System.Diagnostics;
using System.Globalization;

namespace Flambeau.Benchmarks.Checkpoints;

/// <summary>PyTorch in a process of its own, which does what it is asked and tells how long it took.</summary>
internal sealed class TorchProcess : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private const string Program = """
        import ctypes, os, sys, time, torch
        state = torch.load(sys.argv[1])
        print(torch.__version__, flush=True)
        for line in sys.stdin:
            task, path = line.rstrip("\n").split(" ", 1)
            start = time.perf_counter()
            if task == "trim":
                ctypes.CDLL(None).malloc_trim(0)
            elif task == "load":
                loaded = torch.load(path)
            else:
                torch.save(state, path)
                if task == "save-sync":
                    with open(path, "rb+") as file:
                        os.fsync(file.fileno())
            seconds = time.perf_counter() - start
            loaded = None
            print(seconds * 1000, flush=True)
        """;

    private readonly Process _process;

    private TorchProcess(Process process) => _process = process;

    /// <summary>Starts it; null, and a line that says so, where there is no PyTorch.</summary>
    public static TorchProcess? Start(string folder, string file)
    {
        string script = Path.Combine(folder, "torch_side.py");
        File.WriteAllText(script, Program);
        if (!File.Exists(Python))
        {
            Console.WriteLine($"There is no {Python}; PyTorch is left out.");
            return null;
        }

        var start = new ProcessStartInfo(Python, [script, file]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Remove("LD_PRELOAD");
        var side = new TorchProcess(Process.Start(start)!);
        if (side._process.StandardOutput.ReadLine() is not { } version)
        {
            Console.WriteLine($"{Python} has no PyTorch; it is left out.");
            side.Dispose();
            return null;
        }

        Console.WriteLine($"PyTorch {version}, {Threads.Count} threads here");
        return side;
    }

    /// <summary>Has a task done; returns its milliseconds.</summary>
    public double Ask(string task, string path)
    {
        _process.StandardInput.WriteLine($"{task} {path}");
        _process.StandardInput.Flush();
        string answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch's process has ended.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
