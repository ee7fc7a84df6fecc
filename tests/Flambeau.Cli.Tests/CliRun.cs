namespace Flambeau.Cli.Tests;

/// <summary>One run of the tool inside the test process: exit code and what it wrote.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static async Task<CliRun> Of(params string[] args) => await Of(CancellationToken.None, args);

    public static async Task<CliRun> Of(CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = await App.RunAsync(args, Terminal.Plain(output, error), cancellation);
        return new CliRun(code, output.ToString(), error.ToString());
    }
}
