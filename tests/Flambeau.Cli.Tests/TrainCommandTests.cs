using Flambeau.Cli.Data;
using Flambeau.Cli.Training;
using Flambeau.Serialization;
using Flambeau.Testing;
using Flambeau.Vision;

namespace Flambeau.Cli.Tests;

// one collection: every run of the tool seeds and draws from the process's one generator
[Collection("tool")]
public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Weights => Path.Combine(_folder.Path, "weights.pt");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Digits_are_learned_and_the_weights_classify_them_again()
    {
        var train = await CliRun.Of("train", "--output", _folder.Path, "--epochs", "8");
        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        Assert.StartsWith("small: ", train.Output, StringComparison.Ordinal);
        Assert.Contains("| epoch | train loss | train accuracy | test loss | test accuracy | seconds | images/s |", train.Output, StringComparison.Ordinal);
        double accuracy = Accuracy(train.Output, "test accuracy ", " % of 355 images");
        Assert.InRange(accuracy, 98, 100);

        var evaluate = await CliRun.Of("evaluate", "--weights", Weights);
        Assert.Equal(0, evaluate.ExitCode);
        Assert.Equal(accuracy, Accuracy(evaluate.Output, "  accuracy ", " % of 355 images"));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_weights()
    {
        await CliRun.Of("train", "--output", _folder["a"], "--epochs", "1", "--seed", "5");
        await CliRun.Of("train", "--output", _folder["b"], "--epochs", "1", "--seed", "5");
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["a"], "weights.pt")), File.ReadAllBytes(Path.Combine(_folder["b"], "weights.pt")));
    }

    [Fact]
    public async Task Weights_are_continued_and_frozen_tensors_stay()
    {
        await CliRun.Of("train", "--output", _folder.Path, "--epochs", "1");
        var before = Checkpoint.LoadStateDict(Weights);
        string first = before.Keys.First();
        var run = await CliRun.Of("train", "--output", _folder["next"], "--epochs", "1", "--weights", Weights, "--freeze", "features", "--backbone-lr", "1e-4");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("loaded: all keys matched", run.Output, StringComparison.Ordinal);
        Assert.Contains("tensors that fit features", run.Output, StringComparison.Ordinal);
        var after = Checkpoint.LoadStateDict(Path.Combine(_folder["next"], "weights.pt"));
        foreach (string key in before.Keys.Where(key => key.StartsWith("features", StringComparison.Ordinal)))
        {
            Assert.True(before[key].Equal(after[key]), key);
        }

        Assert.False(before["fc.weight"].Equal(after["fc.weight"]), first);
    }

    [Fact]
    public async Task A_loss_that_is_no_number_stops_the_run()
    {
        var run = await CliRun.Of("train", "--output", _folder.Path, "--epochs", "2", "--lr", "1e30");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("lower the learning rate (--lr is 1E+30)", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Weights + ".tmp"));
    }

    [Fact]
    public async Task An_interrupted_run_says_so_and_writes_nothing_half()
    {
        var run = await CliRun.Of(new CancellationToken(canceled: true), "train", "--output", _folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Interrupted before the first epoch was over; nothing was written.\n", run.Error);
        Assert.False(File.Exists(Weights));
    }

    [Fact]
    public async Task What_the_user_did_wrong_is_one_line()
    {
        Assert.Equal("error: /does/not/exist: there is no such folder.\n", (await CliRun.Of("train", "--data", "/does/not/exist")).Error);
        Assert.StartsWith("error: --freeze nothing fits no parameter; the model has ", (await CliRun.Of("train", "--output", _folder.Path, "--freeze", "nothing")).Error, StringComparison.Ordinal);
        Assert.Equal("error: net takes images of 224 x 224 pixels only, but these have 8 x 8.\n", (await CliRun.Of("train", "--output", _folder.Path, "--model", "net")).Error);
        var unknown = await CliRun.Of("train", "--model", "foo");
        Assert.Equal(1, unknown.ExitCode);
        Assert.StartsWith("error: ModelRegistry: there is no model 'foo'; the models are small, net,", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "--epochs", "0")]
    [InlineData("train", "--epochs", "many")]
    [InlineData("train", "--unknown", "1")]
    [InlineData("predict")]
    [InlineData("summary")]
    [InlineData("dance")]
    public async Task A_command_line_that_makes_no_sense_is_exit_code_2(params string[] args)
    {
        var run = await CliRun.Of(args);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help' for the options.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_images_is_learned()
    {
        string folder = RepoPaths.SharedOrSkip("data", "imagefolder-torchvision");
        var run = await CliRun.Of("train", "--data", folder, "--model", "small", "--image-size", "32", "--epochs", "1", "--batch-size", "4", "--output", _folder.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("2 classes", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pictures_are_prepared_as_for_the_published_weights()
    {
        // torchvision's second MobileNetV2: 232, not 256, for 224; what is in the file does not matter here
        string weights = _folder[MobileNetV2Weights.ImageNet1KV2.FileName];
        Checkpoint.Save(weights, new MobileNetV2(2).StateDict());
        foreach (string part in new[] { "train/a", "train/b", "val/a", "val/b" })
        {
            _folder.Write($"data/{part}/picture.bmp", Picture());
        }

        var run = await CliRun.Of("train", "--data", _folder["data"], "--weights", weights, "--image-size", "56", "--epochs", "1", "--batch-size", "2", "--output", _folder.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("mobilenet_v2: 2,226,434 parameters", run.Output, StringComparison.Ordinal);
        var card = RunCard.Load(Weights);
        Assert.Equal((56, 58, Interpolation.Bilinear), (card.ImageSize, card.ResizeSize, card.Interpolation));
        Assert.Equal(0, (await CliRun.Of("evaluate", "--weights", Weights)).ExitCode);
        Assert.Equal(0, (await CliRun.Of("predict", _folder["data/val/a/picture.bmp"], "--weights", Weights)).ExitCode);
    }

    [Theory]
    [InlineData("ResNet50_Weights.IMAGENET1K_V2", 232)]
    [InlineData("resnet18", 256)]
    public void Published_preprocessing_is_the_records_transforms(string name, int resize)
    {
        var weights = ModelRegistry.FindWeights(name);
        var framing = Framing.Of(weights);
        Assert.Equal(resize, framing.ResizeSize);
        var image = Image.Decode(Picture());
        var preprocessing = new Preprocessing(3, framing, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
        TensorAssert.Equal(weights.Transforms().Apply(image), preprocessing.Apply(image));

        // a square of the right size is resized like any other, but without published weights it is left alone
        var square = image.Crop(0, 0, 224, 224);
        TensorAssert.Equal(weights.Transforms().Apply(square), preprocessing.Apply(square));
        var usual = new Preprocessing(3, Framing.Usual(224), [0, 0, 0], [1, 1, 1]);
        TensorAssert.Equal(square.ToTensor(), usual.Apply(square));
    }

    [Fact]
    public async Task Weights_that_are_neither_file_nor_name_are_refused()
    {
        var run = await CliRun.Of("train", "--weights", "nothing.pth", "--output", _folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("error: --weights nothing.pth: there is no such file, and no published weights have that name; 'flambeau weights list' shows them.\n", run.Error);
    }

    // 300 x 240 pixels of 24 bits, no two alike
    private static byte[] Picture()
    {
        const int Width = 300;
        const int Height = 240;
        byte[] file = new byte[54 + (3 * Width * Height)];
        "BM"u8.CopyTo(file);
        BitConverter.TryWriteBytes(file.AsSpan(2), file.Length);
        BitConverter.TryWriteBytes(file.AsSpan(10), 54);
        BitConverter.TryWriteBytes(file.AsSpan(14), 40);
        BitConverter.TryWriteBytes(file.AsSpan(18), Width);
        BitConverter.TryWriteBytes(file.AsSpan(22), Height);
        BitConverter.TryWriteBytes(file.AsSpan(26), (24 << 16) | 1);
        for (int i = 0; i < Width * Height; i++)
        {
            BitConverter.TryWriteBytes(file.AsSpan(54 + (3 * i)), (ushort)(i * 40503));
            file[56 + (3 * i)] = (byte)(i % 251);
        }

        return file;
    }

    internal static double Accuracy(string output, string before, string after)
    {
        int end = output.LastIndexOf(after, StringComparison.Ordinal);
        int start = output.LastIndexOf(before, end, StringComparison.Ordinal) + before.Length;
        return double.Parse(output[start..end], System.Globalization.CultureInfo.InvariantCulture);
    }
}
