using System.CommandLine;
using Flambeau.Serialization;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau convert A B</c>: a model's tensors in another file format, element type, or under other names.</summary>
internal static class ConvertCommand
{
    private static readonly DType[] s_dtypes = [DType.Float32, DType.Float64, DType.Float16, DType.BFloat16];

    public static Command Create(Terminal terminal)
    {
        var from = new Argument<string>("A") { Description = "A checkpoint of any format." };
        var to = new Argument<string>("B") { Description = "The file to write: .pt, .pth, .pkl, .bin, .npz or .safetensors." };
        var dtype = new Option<string?>("--dtype")
        {
            Description = $"Type of all floating-point tensors: {string.Join(", ", s_dtypes.Select(type => type.TorchName))}.",
            HelpName = "TYPE",
        };
        var prefix = new Option<string?>("--strip-prefix") { Description = "Take this off the names that begin with it, such as module.", HelpName = "TEXT" };
        var rename = new Option<string[]>("--rename") { Description = "Give a tensor, or a module and all below it, another name.", HelpName = "OLD=NEW" };
        var all = new Option<bool>("--all") { Description = "Take all tensors of the file, not the model's state dict alone." };
        var widen = new Option<bool>("--convert-types")
        {
            Description = "Read quantised, sparse, complex and unsigned tensors as types that hold their values.",
        };
        var command = new Command("convert", "Writes the tensors of a checkpoint in the format that the new name's extension says.")
        { from, to, dtype, prefix, rename, all, widen };
        command.SetAction(parsed =>
        {
            var options = new CheckpointOptions { ReadUnknownClasses = true, ConvertTensors = parsed.GetValue(widen) };
            var renaming = new KeyRenaming(parsed.GetValue(prefix), parsed.GetValue(rename) ?? []);
            DType? type = parsed.GetValue(dtype) is { } name ? ParseType(name) : null;
            string target = parsed.GetRequiredValue(to);
            CheckExtension(target);
            StateDict state = Load(parsed.GetRequiredValue(from), parsed.GetValue(all), options, terminal);
            state = Cast(renaming.Apply(state), type);
            Checkpoint.Save(target, state);
            terminal.Line($"{target}: {state.Count} tensors, {Bytes.Format(new FileInfo(target).Length)}.");
            return ExitCode.Success;
        });
        return command;
    }

    private static void CheckExtension(string path)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is not (".pt" or ".pth" or ".pkl" or ".bin" or ".npz" or ".safetensors"))
        {
            throw new CliException(
                $"The new file must end with .pt, .pth, .pkl, .bin, .npz or .safetensors, but got '{extension}'.");
        }
    }

    private static DType ParseType(string name) =>
        Array.Find(s_dtypes, dtype => dtype.TorchName == name) is var found && found.TorchName == name
            ? found
            : throw new CliException($"--dtype must be {string.Join(", ", s_dtypes.Select(type => type.TorchName))}, but got '{name}'.");

    private static StateDict Load(string path, bool all, CheckpointOptions options, Terminal terminal)
    {
        using CheckpointFile file = Checkpoint.Open(path, options);
        StateDict state = all ? file.LoadAll() : file.LoadStateDict();
        int others = file.Entries.Count - state.Count;
        if (others > 0 || file.PlainValues.Count > 0)
        {
            terminal.Line($"{path}: not taken over are {others} tensors outside the state dict and {file.PlainValues.Count} other values.");
        }

        return state;
    }

    private static StateDict Cast(StateDict state, DType? dtype)
    {
        if (dtype is not { } type)
        {
            return state;
        }

        foreach ((string name, Tensor tensor) in state.ToArray())
        {
            state[name] = tensor.DType.IsFloatingPoint ? tensor.Detach().To(type) : tensor;
        }

        return state;
    }
}
