#:project ../src/Flambeau.Vision/Flambeau.Vision.csproj
#:property PublishAot=false

// The CIFAR-10 network of the ResNet paper with somebody else's weights: a file of an old PyTorch, saved from a model
// in DataParallel, classifies the 10,000 test pictures.
//
//   dotnet run -c Release samples/CifarResNet20.cs -- WEIGHTS PICTURES
//
// WEIGHTS is resnet20-12fca82f.th of https://github.com/akamaster/pytorch_resnet_cifar10 (pretrained_models).
// PICTURES is a folder or a zip file of the test pictures, one folder a class: .../test/airplane/*.png and so on.
using System.IO.Compression;
using Flambeau;
using Flambeau.NN;
using Flambeau.Serialization;
using Flambeau.Vision;

const int BatchSize = 250;
string weights = args.Length > 0 ? args[0] : "../shared/weights/cifar10-resnet20/resnet20-12fca82f.th";
string pictures = args.Length > 1 ? args[1] : "../shared/data/cifar10-png/cifar10_test_10000_png.zip";
if (!File.Exists(weights) || !(File.Exists(pictures) || Directory.Exists(pictures)))
{
    Console.WriteLine($"There is no {(File.Exists(weights) ? pictures : weights)}. Give two paths: the weights, resnet20-12fca82f.th from "
        + "github.com/akamaster/pytorch_resnet_cifar10, and CIFAR-10's test pictures as PNG files, one folder a class, in a folder or a zip file.");
    return;
}

var net = new CifarResNet(blocksPerStage: 3);
Console.WriteLine(net.LoadStateDict(Checkpoint.LoadStateDict(weights), new LoadOptions { StripPrefix = "module." }));
net.Eval();

var transform = new Compose(new ToTensor(), Normalize.ImageNet);
int correct = 0;
int count = 0;
using (GradMode.Inference())
{
    foreach (var batch in Pictures(pictures).Chunk(BatchSize))
    {
        var images = Tensor.Stack(batch.AsParallel().AsOrdered().Select(picture => transform.Apply(Image.Decode(picture.Bytes))).ToArray());
        var labels = Tensor.From([.. batch.Select(picture => (long)picture.Label)]);
        correct += (int)net.Call(images).ArgMax(1).Eq(labels).Sum().Item();
        count += batch.Length;
    }
}

Console.WriteLine(FormattableString.Invariant($"{correct} of {count} right: {100.0 * correct / count:F2} %"));

// Classes are numbered in alphabetical order, which is CIFAR-10's own.
static IEnumerable<(byte[] Bytes, int Label)> Pictures(string path)
{
    if (Directory.Exists(path))
    {
        string[] files = Directory.GetFiles(path, "*.png", SearchOption.AllDirectories);
        var classes = files.Select(file => Path.GetFileName(Path.GetDirectoryName(file)!)).Distinct().Order(StringComparer.Ordinal).ToList();
        return files.Select(file => (File.ReadAllBytes(file), classes.IndexOf(Path.GetFileName(Path.GetDirectoryName(file)!))));
    }

    return FromZip(path);
}

static IEnumerable<(byte[] Bytes, int Label)> FromZip(string path)
{
    using var zip = ZipFile.OpenRead(path);
    var entries = zip.Entries.Where(entry => entry.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase)).ToList();
    var classes = entries.Select(ClassOf).Distinct().Order(StringComparer.Ordinal).ToList();
    foreach (var entry in entries)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        yield return (bytes.ToArray(), classes.IndexOf(ClassOf(entry)));
    }
}

static string ClassOf(ZipArchiveEntry entry) => Path.GetFileName(Path.GetDirectoryName(entry.FullName)!);

/// <summary>The residual network for 32 x 32 pixels of He et al. 2016, section 4.2: 6n + 2 layers, shortcuts without parameters.</summary>
public sealed class CifarResNet : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1 = new(3, 16, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(16);
    private readonly Sequential _layer1;
    private readonly Sequential _layer2;
    private readonly Sequential _layer3;
    private readonly Linear _linear;

    public CifarResNet(int blocksPerStage, int numClasses = 10)
    {
        _layer1 = Stage(16, 16, blocksPerStage, stride: 1);
        _layer2 = Stage(16, 32, blocksPerStage, stride: 2);
        _layer3 = Stage(32, 64, blocksPerStage, stride: 2);
        _linear = new Linear(64, numClasses);
    }

    protected override Tensor Forward(Tensor x)
    {
        x = F.Relu(_bn1.Call(_conv1.Call(x)));
        x = _layer3.Call(_layer2.Call(_layer1.Call(x)));
        return _linear.Call(F.AdaptiveAvgPool2d(x, 1).Flatten(1));
    }

    private static Sequential Stage(int inChannels, int channels, int blocks, int stride)
    {
        var stage = new Sequential(new CifarBlock(inChannels, channels, stride));
        for (int i = 1; i < blocks; i++)
        {
            stage.Add(new CifarBlock(channels, channels, 1));
        }

        return stage;
    }
}

/// <summary>Two convolutions beside the input; where the size halves, every other pixel of it with channels of zeros around.</summary>
public sealed class CifarBlock(int inChannels, int channels, int stride) : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1 = new(inChannels, channels, kernelSize: 3, stride, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(channels);
    private readonly Conv2d _conv2 = new(channels, channels, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn2 = new(channels);

    protected override Tensor Forward(Tensor x)
    {
        var output = F.Relu(_bn1.Call(_conv1.Call(x)));
        output = _bn2.Call(_conv2.Call(output));
        output += stride == 1 ? x : Shortcut(x);
        return F.Relu(output);
    }

    private Tensor Shortcut(Tensor x)
    {
        int before = (channels - inChannels) / 2;
        return F.Pad(x[.., .., TensorIndex.Slice(step: 2), TensorIndex.Slice(step: 2)], [0, 0, 0, 0, before, channels - inChannels - before]);
    }
}
