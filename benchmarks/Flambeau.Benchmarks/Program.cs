using System.CommandLine;
using Flambeau.Benchmarks.Peers;

var filter = new Option<string>("--filter") { Description = "Run the cases whose names contain this.", DefaultValueFactory = _ => "" };
var rounds = new Option<int>("--rounds") { Description = "Measured turns of each side.", DefaultValueFactory = _ => 7 };
var threads = new Option<int[]>("--threads") { Description = "Thread counts.", DefaultValueFactory = _ => [1, 2], AllowMultipleArgumentsPerToken = true };
var json = new Option<string?>("--json") { Description = "Write the lines to this file, too.", HelpName = "FILE" };
var peers = new Command("peers", "Whole networks against libtorch (TorchSharp), in turns, in one run.") { filter, rounds, threads, json };
peers.SetAction(parsed => PeerRun.Run(
    parsed.GetRequiredValue(filter), parsed.GetValue(rounds), parsed.GetRequiredValue(threads), parsed.GetValue(json)));
return await new RootCommand("Measures Flambeau.") { peers }.Parse(args).InvokeAsync();
