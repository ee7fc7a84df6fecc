using System.Diagnostics;
using System.Globalization;
using Flambeau.Kernels;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Saves that are cut short: by a kill, by a limit on file sizes, by a full disk.</summary>
public sealed class AtomicFileTests : IDisposable
{
    // Four bytes each, in tests/Flambeau.SaveLoop.
    private const int NumbersPerMebibyte = 1 << 18;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_killed_save_leaves_a_whole_file_and_the_next_save_removes_its_rest()
    {
        string path = _folder["net.pt"];
        for (int kill = 0; kill < 4; kill++)
        {
            long finished = KillInTheMiddleOfASave(path);

            long value = WholeFileOf(path, megabytes: 32);
            Assert.InRange(value, finished, finished + 1);
            Assert.Single(Leftovers());
        }

        Checkpoint.Save(path, new StateDict { ["weight"] = Tensor.Ones(1) });
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_belongs_to_a_running_process_or_to_nobody_known_is_not_removed()
    {
        string path = _folder["net.pt"];
        string running = $"{path}.tmp-{Environment.ProcessId}-0123abcd";
        string earlierProcessOfThatNumber = $"{path}.tmp-{Environment.ProcessId}-00000000";
        string gone = $"{path}.tmp-{EndedProcess()}-0123abcd";
        string[] others = [$"{path}.tmp-x-0123abcd", $"{path}.tmp-12", $"{path}.tmp", _folder["other.pt.tmp-1-0123abcd"]];
        foreach (string file in (string[])[running, earlierProcessOfThatNumber, gone, .. others])
        {
            File.WriteAllText(file, "kept?");
        }

        File.SetLastWriteTimeUtc(earlierProcessOfThatNumber, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Checkpoint.Save(path, 1L);

        Assert.Equal(((string[])[path, running, .. others]).Order(), Directory.GetFiles(_folder.Path).Order());
    }

    /// <summary>Exceeding the limit sends a signal that ends the process, unless it is ignored: then it is an error.</summary>
    [Theory]
    [InlineData("ulimit -f 2048", 128 + 25, 1)]
    [InlineData("ulimit -f 2048; trap '' XFSZ", 3, 0)]
    public void A_limit_on_the_size_of_files_leaves_the_old_file(string limit, int exitCode, int leftovers)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/bin/bash"), "The number of the signal is Linux's.");
        string path = _folder["net.pt"];
        Checkpoint.Save(path, new StateDict { ["weight"] = Tensor.Full([1, NumbersPerMebibyte], 7f) });

        // W^X lays code in a file of its own, which the limit would meet first.
        var start = Start("/bin/bash", "-c", $"{limit}; exec \"$0\" \"$@\"", "dotnet", SaveLoop, path, "8", "1");
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == exitCode, $"{process.ExitCode}: {output}");
        Assert.Equal(7, WholeFileOf(path, megabytes: 1));
        Assert.Equal(leftovers, Leftovers().Length);
        if (leftovers == 0)
        {
            string expected = $"Checkpoint: '{path}' cannot be written; what was there before is untouched. The file is too large";
            Assert.StartsWith(expected, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_full_disk_is_an_error_that_leaves_the_old_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Small disks are made with Linux's tmpfs.");
        string disk = Directory.CreateDirectory(_folder["disk"]).FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk) == 0, "Only root may mount a small disk.");
        try
        {
            string path = Path.Combine(disk, "net.pt");
            Checkpoint.Save(path, new StateDict { ["weight"] = Tensor.Full([1, NumbersPerMebibyte], 7f) });
            foreach (string other in (string[])[path, Path.Combine(disk, "x.safetensors"), Path.Combine(disk, "x.npz")])
            {
                IOException error = Assert.Throws<IOException>(() => SaveThreeMebibytes(other));

                Assert.StartsWith(
                    $"Checkpoint: '{other}' cannot be written; what was there before is untouched. No space left on device",
                    error.Message,
                    StringComparison.Ordinal);
                Assert.Equal(7, WholeFileOf(path, megabytes: 1));
                Assert.Equal([path], Directory.GetFiles(disk));
            }
        }
        finally
        {
            Assert.Equal(0, Run("umount", disk));
        }
    }

    [Fact]
    public void An_error_while_writing_leaves_the_old_file()
    {
        string path = _folder["net.pt"];
        Checkpoint.Save(path, 1L);

        Assert.Throws<ArgumentException>(() => Checkpoint.Save(path, new object()));

        Assert.Equal(1L, Checkpoint.Load(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_its_own_kind_of_error() =>
        Assert.Throws<DirectoryNotFoundException>(() => Checkpoint.Save(_folder["none/net.pt"], 1L));

    [Fact]
    public void A_link_stays_a_link_and_a_private_file_private()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Links and modes are Unix's.");
            return;
        }

        string path = _folder["net.pt"];
        Checkpoint.Save(path, 1L);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(_folder["last.pt"], path);

        Checkpoint.Save(_folder["last.pt"], 2L);

        Assert.Equal(2L, Checkpoint.Load(path));
        Assert.Equal(path, new FileInfo(_folder["last.pt"]).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void The_folder_reaches_the_disk_where_the_system_can()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems may not have it.");
        Assert.True(FolderSync.TryFlush(_folder.Path));
        Assert.False(FolderSync.TryFlush(_folder["none"]));
    }

    private static string SaveLoop => Path.Combine(AppContext.BaseDirectory, "Flambeau.SaveLoop.dll");

    private string[] Leftovers() => Directory.GetFiles(_folder.Path, "net.pt.tmp-*");

    /// <summary>Starts saving, and kills the process while a temporary file grows; returns the last save it reported.</summary>
    private long KillInTheMiddleOfASave(string path)
    {
        string[] before = Leftovers();
        using Process process = Process.Start(Start("dotnet", SaveLoop, path, "32", "1000000"))!;
        long finished = -1;
        try
        {
            finished = long.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            while (!Leftovers().Except(before).Any(IsHalfWritten))
            {
                Assert.False(process.HasExited);
            }
        }
        finally
        {
            process.Kill();
        }

        string rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return rest.Split('\n').Where(line => line.Length > 0)
            .Select(line => long.Parse(line, CultureInfo.InvariantCulture)).Append(finished).Max();
    }

    private static bool IsHalfWritten(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length is > 1 << 20 and < 16 << 20;
    }

    /// <summary>The number that the file is full of; checksums are verified on the way.</summary>
    private static long WholeFileOf(string path, int megabytes)
    {
        Tensor weight = Checkpoint.LoadStateDict(path)["weight"];
        Assert.Equal([megabytes, NumbersPerMebibyte], weight.Shape.ToArray());
        float first = weight.AsSpan<float>()[0];
        Assert.Equal(-1, weight.AsSpan<float>().IndexOfAnyExcept(first));
        return (long)first;
    }

    private static void SaveThreeMebibytes(string path)
    {
        var state = new StateDict { ["weight"] = Tensor.Zeros(3, NumbersPerMebibyte) };
        switch (Path.GetExtension(path))
        {
            case ".npz":
                Checkpoint.SaveNpz(path, state);
                break;
            case ".safetensors":
                Checkpoint.SaveSafeTensors(path, state);
                break;
            default:
                Checkpoint.Save(path, state);
                break;
        }
    }

    private static int EndedProcess()
    {
        using Process process = Process.Start(Start("dotnet", SaveLoop, "unused", "1", "0"))!;
        process.WaitForExit();
        return process.Id;
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(Start(program, arguments))!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    private static ProcessStartInfo Start(string program, params string[] arguments) =>
        new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
}
