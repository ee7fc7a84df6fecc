using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Flambeau.Testing;

namespace Flambeau.Cli.Tests;

[Collection("tool")]
public sealed class WeightsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_shows_all_and_which_are_here()
    {
        await File.WriteAllTextAsync(_folder["resnet34-b627a593.pth"], "", TestContext.Current.CancellationToken);
        var run = await CliRun.Of("weights", "list", "--cache", _folder.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("| ResNet34_Weights.IMAGENET1K_V1     | resnet34     | 21,797,672 |  83.3 |    73.31 |    91.42 | yes  |", run.Output, StringComparison.Ordinal);
        Assert.Contains("| MobileNet_V2_Weights.IMAGENET1K_V2 | mobilenet_v2 |  3,504,872 |  13.6 |    72.15 |    90.82 | -    |", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"Files are kept in {_folder.Path}.\n", run.Output, StringComparison.Ordinal);
        var one = await CliRun.Of("weights", "list", "--model", "resnet50");
        Assert.Equal(2, one.Output.Split('\n').Count(line => line.Contains("ResNet50_Weights", StringComparison.Ordinal)));
        Assert.DoesNotContain("ResNet34", one.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_prints_the_path_of_what_is_here()
    {
        string path = _folder["resnet34-b627a593.pth"];
        await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        Assert.Equal(new CliRun(0, path + "\n", ""), await CliRun.Of("weights", "get", "resnet34", "--cache", _folder.Path));
    }

    [Fact]
    public async Task Get_names_address_and_place_when_there_is_no_server()
    {
        string mirror = $"http://localhost:{FreePort()}/";
        var run = await CliRun.Of("weights", "get", "resnet34", "--cache", _folder.Path, "--mirror", mirror);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"error: Download of {mirror}resnet34-b627a593.pth: the server cannot be reached (", run.Error, StringComparison.Ordinal);
        Assert.Contains($"put it at {_folder["resnet34-b627a593.pth"]} ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_knows_its_names_and_addresses()
    {
        var name = await CliRun.Of("weights", "get", "resnet35", "--cache", _folder.Path);
        Assert.StartsWith("error: ModelRegistry: there are no weights 'resnet35'; there are ", name.Error, StringComparison.Ordinal);
        var mirror = await CliRun.Of("weights", "get", "resnet34", "--mirror", "nowhere");
        Assert.Equal(2, mirror.ExitCode);
        Assert.StartsWith("error: --mirror must be an http or https address, but is nowhere.", mirror.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_download_once()
    {
        byte[] content = RandomNumberGenerator.GetBytes(100_000);
        string name = $"net-{Convert.ToHexStringLower(SHA256.HashData(content))[..8]}.pth";
        string root = $"http://localhost:{FreePort()}/";
        using var server = new HttpListener { Prefixes = { root } };
        server.Start();
        int requests = 0;
        _ = AnswerAsync();
        string[] outputs = await Task.WhenAll(GetInAProcessAsync(root + name), GetInAProcessAsync(root + name));
        Assert.Equal([_folder[name] + "\n", _folder[name] + "\n"], outputs);
        Assert.Equal(1, requests);
        Assert.Equal(content, await File.ReadAllBytesAsync(_folder[name], TestContext.Current.CancellationToken));
        Assert.Equal([_folder[name]], Directory.EnumerateFiles(_folder.Path));

        async Task AnswerAsync()
        {
            while (server.IsListening)
            {
                var context = await server.GetContextAsync();
                requests++;
                await Task.Delay(500);
                context.Response.Close(content, willBlock: true);
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task<string> GetInAProcessAsync(string url)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "Flambeau.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [tool, "weights", "get", url, "--cache", _folder.Path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output + await error;
    }
}
