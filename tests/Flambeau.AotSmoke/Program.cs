using System.Globalization;
using Flambeau;
using Flambeau.AotSmoke;
using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Serialization;

// Ten losses, then the logits of the trained network and of a new one that loads its file. Each line is "name value".
Rng.ManualSeed(0);
var net = new SmokeNet();
Tensor images = Tensor.Randn(16, 3, 8, 8);
Tensor labels = Tensor.RandInt(0, 5, [16]);
var optimizer = new SGD(net.Parameters(), lr: 0.05, momentum: 0.9, weightDecay: 1e-4);
for (int step = 0; step < 10; step++)
{
    Tensor loss = F.CrossEntropy(net.Call(images), labels);
    optimizer.ZeroGrad();
    loss.Backward();
    optimizer.Step();
    Print($"loss{step}", loss.Item());
}

string path = Path.Combine(Path.GetTempPath(), $"flambeau-smoke-{Environment.ProcessId}.pkl");
try
{
    Checkpoint.Save(path, net.StateDict());
    var loaded = new SmokeNet();
    loaded.LoadStateDict(Checkpoint.LoadStateDict(path));
    float[] expected = Logits(net);
    float[] actual = Logits(loaded);
    for (int i = 0; i < 5; i++)
    {
        Print($"logit{i}", actual[i]);
    }
    Print("tensors", loaded.StateDict().Count);
    return expected.AsSpan().SequenceEqual(actual) ? 0 : 1;
}
finally
{
    File.Delete(path);
}

float[] Logits(SmokeNet model)
{
    model.Eval();
    using (GradMode.NoGrad())
    {
        return model.Call(images).ToArray<float>();
    }
}

static void Print(string name, double value) => Console.WriteLine($"{name} {value.ToString("R", CultureInfo.InvariantCulture)}");
