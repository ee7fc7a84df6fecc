using System.CommandLine;
using Flambeau.Benchmarks.Checkpoints;
using Flambeau.Benchmarks.Micro;
using Flambeau.Benchmarks.Peers;
using Flambeau.Benchmarks.Soak;

var root = new RootCommand("Measures Flambeau.")
{
    PeerCommands.Peers(), PeerCommands.Peak(), KernelCommand.Create(), CheckpointCommand.Create(), SoakCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
