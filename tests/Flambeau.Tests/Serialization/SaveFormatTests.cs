using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

public sealed class SaveFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("net.safetensors", CheckpointFormat.SafeTensors)]
    [InlineData("NET.SafeTensors", CheckpointFormat.SafeTensors)]
    [InlineData("net.npz", CheckpointFormat.Npz)]
    [InlineData("net.pt", CheckpointFormat.TorchZip)]
    [InlineData("net.pth", CheckpointFormat.TorchZip)]
    [InlineData("net.pkl", CheckpointFormat.TorchZip)]
    [InlineData("pytorch_model.bin", CheckpointFormat.TorchZip)]
    [InlineData("net", CheckpointFormat.TorchZip)]
    public void The_extension_says_the_format(string name, CheckpointFormat format)
    {
        Checkpoint.Save(_folder[name], new StateDict { ["fc.weight"] = Tensor.Full([2, 3], 1.5f) });

        using CheckpointFile file = Checkpoint.Open(_folder[name]);
        Assert.Equal(format, file.Format);
        Assert.Equal(Enumerable.Repeat(1.5f, 6), file.Load("fc.weight").ToArray<float>());
    }

    [Fact]
    public void A_tensor_is_saved_as_an_array_of_numpy()
    {
        Checkpoint.Save(_folder["x.npy"], Tensor.Full([2], 1.5f));

        using CheckpointFile file = Checkpoint.Open(_folder["x.npy"]);
        Assert.Equal(CheckpointFormat.Npy, file.Format);
    }

    [Fact]
    public void A_given_format_wins_over_the_extension()
    {
        var state = new StateDict { ["fc.weight"] = Tensor.Ones(2) };
        Checkpoint.Save(_folder["net.pt"], state, CheckpointFormat.SafeTensors);
        Checkpoint.Save(_folder["net.npz"], new ValueDict { ["epoch"] = 3 }, CheckpointFormat.TorchZip);

        using CheckpointFile file = Checkpoint.Open(_folder["net.pt"]);
        Assert.Equal(CheckpointFormat.SafeTensors, file.Format);
        Assert.Equal(3, Checkpoint.LoadDict(_folder["net.npz"]).GetInt64("epoch"));
    }

    [Fact]
    public void Dicts_of_nothing_but_tensors_fit_every_format()
    {
        Checkpoint.Save(_folder["a.npz"], new ValueDict { ["x"] = Tensor.Ones(2) });
        Checkpoint.Save(_folder["b.npz"], new Dictionary<string, Tensor> { ["x"] = Tensor.Ones(2) });

        Assert.Equal(["x"], Checkpoint.LoadStateDict(_folder["a.npz"]).Keys);
        Assert.Equal(["x"], Checkpoint.LoadStateDict(_folder["b.npz"]).Keys);
    }

    [Theory]
    [InlineData("net.safetensors", "SafeTensors files hold tensors by name, but the value is no state dict: the value of 'epoch' is an int, not a Tensor; ")]
    [InlineData("net.npz", "Npz files hold tensors by name, but the value is no state dict: the value of 'epoch' is an int, not a Tensor; ")]
    [InlineData("net.npy", "Npy files hold one tensor, but the value is a dict; ")]
    public void What_a_format_cannot_hold_is_refused(string name, string reason)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Checkpoint.Save(_folder[name], new ValueDict { ["x"] = Tensor.Ones(2), ["epoch"] = 3 }));

        Assert.Equal(
            $"Checkpoint.Save: {reason}give the file another extension, such as .pt, or pass CheckpointFormat.TorchZip.",
            error.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_format_that_is_only_read_is_refused() =>
        Assert.StartsWith(
            "Checkpoint.Save: files are written as TorchZip, SafeTensors, Npz or Npy, but got TorchTar.",
            Assert.Throws<ArgumentException>(() => Checkpoint.Save(_folder["x.tar"], 1L, CheckpointFormat.TorchTar)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_key_that_is_too_long_for_a_zip_file_is_refused_before_the_first_byte()
    {
        var file = new MemoryStream();
        var state = new StateDict { ["a"] = Tensor.Ones(1), [new string('é', 32_766)] = Tensor.Ones(1) };

        ArgumentException error = Assert.Throws<ArgumentException>(() => Checkpoint.SaveNpz(file, state));

        Assert.Equal(
            $"Checkpoint: a name in a zip file has at most 65535 bytes, but '{new string('é', 40)}...' has 65536.",
            error.Message);
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void The_longest_key_that_fits_comes_back()
    {
        var file = new MemoryStream();
        string key = new('k', 65_531);
        Checkpoint.SaveNpz(file, new StateDict { [key] = Tensor.Full([3], 2f), ["after"] = Tensor.Full([1], 3f) });

        using CheckpointFile read = Checkpoint.Open(file);
        Assert.Equal([2f, 2f, 2f], read.Load(key).ToArray<float>());
        Assert.Equal([3f], read.Load("after").ToArray<float>());
    }
}
