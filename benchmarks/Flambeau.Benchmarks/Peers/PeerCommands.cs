using System.CommandLine;

namespace Flambeau.Benchmarks.Peers;

/// <summary>The commands <c>peers</c> and, for its own use, <c>peak</c>.</summary>
internal static class PeerCommands
{
    public static Command Peers()
    {
        var filter = new Option<string>("--filter") { Description = "Run the cases whose names contain this.", DefaultValueFactory = _ => "" };
        var rounds = new Option<int>("--rounds") { Description = "Measured turns of each side, at least; short ones take more, 3 s in all.", DefaultValueFactory = _ => 7 };
        var threads = new Option<int[]>("--threads") { Description = "Numbers of threads.", DefaultValueFactory = _ => [1, 2], AllowMultipleArgumentsPerToken = true };
        var json = new Option<string?>("--json") { Description = "Write the lines to this file, one JSON object each.", HelpName = "FILE" };
        var noMemory = new Option<bool>("--no-memory") { Description = "Do not measure peak memory (a process for each side)." };
        var list = new Option<bool>("--list") { Description = "Only list the cases." };
        var command = new Command("peers", "Flambeau against libtorch and ONNX Runtime, turn by turn in one run.")
        {
            filter, rounds, threads, json, noMemory, list,
        };
        command.SetAction(parsed =>
        {
            var cases = PeerCases.Matching(parsed.GetRequiredValue(filter));
            return parsed.GetValue(list)
                ? List(cases)
                : new PeerRun(parsed.GetValue(rounds), !parsed.GetValue(noMemory)).Run(cases, parsed.GetRequiredValue(threads), parsed.GetValue(json));
        });
        return command;
    }

    public static Command Peak()
    {
        var name = new Option<string>("--case") { Required = true };
        var side = new Option<string>("--side") { Required = true };
        var threads = new Option<int>("--threads") { Required = true };
        var model = new Option<string>("--model") { Required = true };
        var command = new Command("peak", "One side of one case alone: prints the peak resident set in bytes.") { name, side, threads, model };
        command.Hidden = true;
        command.SetAction(parsed => PeakMemory.Run(
            parsed.GetRequiredValue(name),
            parsed.GetRequiredValue(side),
            new SideSettings(parsed.GetValue(threads), parsed.GetRequiredValue(model))));
        return command;
    }

    private static int List(IEnumerable<PeerCase> cases)
    {
        foreach (var item in cases)
        {
            Console.WriteLine($"{item.Name,-28} {item.Timed}; at most {item.Target} of {string.Join(" or ", item.Peers.Select(side => side.Name))}");
        }

        return 0;
    }
}
