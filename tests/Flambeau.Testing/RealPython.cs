using System.Diagnostics;
using Xunit;

namespace Flambeau.Testing;

/// <summary>The system's Python, where there is one.</summary>
public static class RealPython
{
    private const string Program = "/usr/bin/python3";

    private static readonly Lazy<bool> s_hasTorch = new(() => File.Exists(Program) && Run(["-c", "import torch"]).ExitCode == 0);

    /// <summary>Skips the test on a machine without PyTorch.</summary>
    public static void SkipWithoutTorch() => Assert.SkipUnless(s_hasTorch.Value, $"{Program} with PyTorch is not on this machine.");

    /// <summary>Runs a script that must succeed, and gives what it prints.</summary>
    public static string RunScript(string path, params string[] arguments)
    {
        (int exitCode, string output, string errors) = Run([path, .. arguments]);
        Assert.True(exitCode == 0, errors);
        return output;
    }

    private static (int ExitCode, string Output, string Errors) Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
