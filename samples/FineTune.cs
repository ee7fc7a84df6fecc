#:project ../src/Flambeau.Vision/Flambeau.Vision.csproj
#:property PublishAot=false

// Save trained weights, load what a new network can use, then fine-tune it: a frozen or slower backbone, a new head.
using Flambeau;
using Flambeau.Data;
using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Serialization;
using Flambeau.Vision;

string file = Path.Combine(Path.GetTempPath(), "net_weights.pkl");
Rng.ManualSeed(0);

// 1. Train a network on all ten digits and save its weights.
var train = new DataLoader(Digits.Load(train: true), batchSize: 64, shuffle: true);
var net = new Net(numClasses: 10);
Fit(net, new SGD(net.Parameters(), lr: 0.05, momentum: 0.9), train, epochs: 4, label => label);
Console.WriteLine($"ten digits: accuracy {Accuracy(net, label => label):P1}");
Checkpoint.Save(file, net.StateDict());

// 2. Load them, keep the keys that the new network has, update its own, load the result.
var pretrained = Checkpoint.LoadStateDict(file);
var newNet = new Net(numClasses: 10);
var state = newNet.StateDict();
state.Update(pretrained.Where(entry => state.ContainsKey(entry.Key)));
newNet.LoadStateDict(state);
Console.WriteLine($"loaded into a new net: accuracy {Accuracy(newNet, label => label):P1}");

// 3. Another task, even or odd: what fits is loaded and reported, the head with its two classes is new.
var parity = new Net(numClasses: 2);
Console.WriteLine(parity.LoadStateDict(pretrained, new LoadOptions { SkipMismatched = true }));

// The same with a network that is in memory: the old head goes, a new one comes.
newNet.ReplaceHead(2);

// 3a. The backbone frozen, the statistics of its batch normalisation included: only the head learns.
parity.Freeze("backbone");
Fit(parity, new SGD(parity.Head.Parameters(), lr: 0.05, momentum: 0.9), train, epochs: 2, label => label % 2);
Console.WriteLine($"even or odd, frozen backbone: accuracy {Accuracy(parity, label => label % 2):P1}");

// 3b. A learning rate per layer: each layer half as fast as the one after it, no weight decay on norms and biases.
parity.Unfreeze();
var groups = new ParameterGroupBuilder(parity).LayerDecay(lr: 0.05, decay: 0.5).NoWeightDecay().Build();
var optimizer = new SGD(groups, momentum: 0.9, weightDecay: 1e-4);
Console.WriteLine(new ParameterTable(parity, optimizer));
Fit(parity, optimizer, train, epochs: 2, label => label % 2);
Console.WriteLine($"even or odd, a rate per layer: accuracy {Accuracy(parity, label => label % 2):P1}");

static void Fit(Net net, SGD optimizer, DataLoader loader, int epochs, Func<long, long> map)
{
    net.Train();
    for (int epoch = 0; epoch < epochs; epoch++)
    {
        foreach (var (images, labels) in loader)
        {
            optimizer.ZeroGrad();
            var loss = F.CrossEntropy(net.Call(images), Map(labels, map));
            loss.Backward();
            optimizer.Step();
        }
    }
}

static double Accuracy(Net net, Func<long, long> map)
{
    net.Eval();
    using var scope = GradMode.NoGrad();
    var (images, labels) = new DataLoader(Digits.Load(train: false), batchSize: 1000).First();
    return net.Call(images).ArgMax(1).Eq(Map(labels, map)).Float().Mean().Item();
}

static Tensor Map(Tensor labels, Func<long, long> map) => Tensor.From([.. labels.ToArray<long>().Select(map)]);

public sealed class Net(int numClasses) : Module<Tensor, Tensor>
{
    public Sequential Backbone { get; } = new(
        new Conv2d(1, 16, 3, padding: 1),
        new BatchNorm2d(16),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten());

    public Linear Head { get; } = new(16 * 4 * 4, numClasses);

    protected override Tensor Forward(Tensor x) => Head.Call(Backbone.Call(x));
}
