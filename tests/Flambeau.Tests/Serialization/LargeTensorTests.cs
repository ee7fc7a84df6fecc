using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Tests that take several gigabytes, alone.</summary>
[CollectionDefinition(nameof(LargeTensorCollection), DisableParallelization = true)]
public class LargeTensorCollection;

/// <summary>One tensor of more than 2^31 bytes, read from a file of holes and written again.</summary>
[Collection(nameof(LargeTensorCollection))]
public sealed class LargeTensorTests : IDisposable
{
    private const int Count = (1 << 29) + 16;
    private const long Length = (long)Count * sizeof(float);
    private const string Key = "w";

    private readonly TemporaryFolder _folder = new();

    // elements at both ends, and on either side of byte 2^31
    private static readonly (int Index, float Value)[] s_elements =
        [(0, 1.5f), (1, -2), ((1 << 29) - 1, 16), (1 << 29, 7), (Count - 1, 3.25f)];

    public void Dispose()
    {
        _folder.Dispose();
        TensorMemory.Trim();
    }

    [Fact]
    public void A_tensor_of_more_than_2_GiB_is_loaded_saved_and_loaded_again()
    {
        SkipWithoutRoom();
        string sparse = _folder["sparse.pt"];
        WriteSparse(sparse);

        // the holes' checksum is not in the file
        Check(Load(sparse, new CheckpointOptions { VerifyChecksums = false, MapFiles = false }));
        Tensor tensor = Load(sparse, new CheckpointOptions { VerifyChecksums = false });
        Check(tensor);
        foreach (string name in new[] { "copy.pt", "copy.safetensors" })
        {
            string copy = _folder[name];
            Checkpoint.Save(copy, new StateDict { [Key] = tensor });
            Check(Load(copy, CheckpointOptions.Default));
            File.Delete(copy);
        }
    }

    private static Tensor Load(string path, CheckpointOptions options)
    {
        using CheckpointFile file = Checkpoint.Open(path, options);
        Assert.Equal(Length, file[Key].ByteLength);
        return file.Load(Key);
    }

    private static void Check(Tensor tensor)
    {
        Assert.Equal([Count], tensor.Shape);
        foreach ((int index, float value) in s_elements)
        {
            Assert.Equal(value, tensor.AsSpan<float>()[index]);
        }

        Assert.Equal(s_elements.Length, Count - tensor.AsSpan<float>().Count(0f));
    }

    private static void WriteSparse(string path)
    {
        byte[] pickle = PickleText.Write(new ValueDict
        {
            [Key] = HandMade.Tensor(HandMade.Storage("FloatStorage", "0", Count), 0, [Count], [1]),
        });
        SparseFile.WriteZip(path, ("a/data.pkl", pickle, 0), ("a/data/0", null, Length));
        long start;
        using (var source = ByteSource.Open(path, CheckpointOptions.Default))
        {
            start = new ZipReader(source).Find("a/data/0")!.DataOffset;
        }

        using FileStream file = File.OpenWrite(path);
        foreach ((int index, float value) in s_elements)
        {
            file.Position = start + ((long)index * sizeof(float));
            file.Write(BitConverter.GetBytes(value));
        }
    }

    /// <summary>Two such tensors in memory, one file of that length on the disk.</summary>
    private void SkipWithoutRoom()
    {
        GC.Collect();
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        long free = memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes;
        Assert.SkipWhen(free < 3 * Length, $"{3 * Length} bytes of memory are needed.");
        Assert.SkipWhen(new DriveInfo(_folder.Path).AvailableFreeSpace < 2 * Length, $"{2 * Length} bytes on the disk are needed.");
    }
}
