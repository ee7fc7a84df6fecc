using System.CommandLine;
using Flambeau.Benchmarks.Peers;

return await new RootCommand("Measures Flambeau.") { PeerCommands.Peers(), PeerCommands.Peak() }.Parse(args).InvokeAsync();
