using Flambeau.Cli;

return await App.RunAsync(args, Terminal.ForConsole());
