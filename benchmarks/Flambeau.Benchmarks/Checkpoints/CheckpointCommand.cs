using System.CommandLine;

namespace Flambeau.Benchmarks.Checkpoints;

/// <summary>The command <c>checkpoints</c>.</summary>
internal static class CheckpointCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Measured turns of each side.", DefaultValueFactory = _ => 5 };
        var size = new Option<int>("--megabytes") { Description = "Size of the state dict.", DefaultValueFactory = _ => 500 };
        var folder = new Option<string>("--folder") { Description = "Where the files go.", DefaultValueFactory = _ => Path.GetTempPath() };
        var command = new Command("checkpoints", "Saving and loading, against PyTorch of /usr/bin/python3 and TorchSharp's format.")
        {
            rounds, size, folder,
        };
        command.SetAction(parsed =>
        {
            string path = Path.Combine(parsed.GetRequiredValue(folder), $"flambeau-checkpoints-{Environment.ProcessId}");
            Directory.CreateDirectory(path);
            try
            {
                CheckpointRun.Run(path, parsed.GetValue(size), parsed.GetValue(rounds));
            }
            finally
            {
                Directory.Delete(path, recursive: true);
            }
        });
        return command;
    }
}
