using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Files made to attack readers of pickles: each is refused with the format's own exception.</summary>
public class HostileFilesTests
{
    [Fact]
    public void Every_file_is_refused_and_nothing_runs()
    {
        foreach (string path in Files())
        {
            Exception? error = Record.Exception(() => Checkpoint.Load(path));

            Assert.True(error is CheckpointException || IsGood(path), $"{path}: {error}");
        }
    }

    [Fact]
    public void Every_file_is_harmless_when_unknown_names_are_read_as_data()
    {
        foreach (string path in Files())
        {
            Exception? error = Record.Exception(
                () => Checkpoint.Load(path, new CheckpointOptions { ReadUnknownClasses = true }));

            Assert.True(error is CheckpointException or null, $"{path}: {error}");
        }
    }

    [Fact]
    public void Every_bare_pickle_gives_plain_values_or_is_refused()
    {
        foreach (string path in Files())
        {
            Exception? error = Record.Exception(() => PickleText.Read(File.ReadAllBytes(path)));

            Assert.True(error is CheckpointException or null, $"{path}: {error}");
        }
    }

    [Fact]
    public void The_refused_global_is_named()
    {
        string path = RepoPaths.SharedOrSkip("hostile", "modelscan", "unsafe_zip_pytorch.pt");

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path));

        Assert.Contains("the file asks for posix.system, which is refused", error.Message, StringComparison.Ordinal);
    }

    // Two good files are among them, to see that a scanner lets them pass.
    private static bool IsGood(string path) =>
        Path.GetFileName(path) is "pytorch_model.bin" or "new_pytorch_model.bin";

    private static string[] Files() =>
        Directory.GetFiles(RepoPaths.SharedOrSkip("hostile"), "*", SearchOption.AllDirectories);
}
