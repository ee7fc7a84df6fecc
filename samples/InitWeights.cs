#:project ../src/Flambeau/Flambeau.csproj
#:property PublishAot=false

// Initialisation with a rule of its own for each type of layer.
using Flambeau;
using Flambeau.NN;

Rng.ManualSeed(0);
var net = new Net();
net.InitializeWeights();
foreach (var (name, parameter) in net.NamedParameters())
{
    Console.WriteLine($"{name,-12} {parameter.Shape,-16} mean {parameter.Mean().Item(),9:F5}  std {parameter.Std().Item(),8:F5}");
}

public sealed class Net : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1 = new(3, 32, 3);
    private readonly BatchNorm2d _bn1 = new(32);
    private readonly MaxPool2d _pool1 = new(2, 2);
    private readonly Linear _fc1 = new(32 * 15 * 15, 128);
    private readonly Linear _fc2 = new(128, 101);

    public void InitializeWeights()
    {
        foreach (var module in Modules())
        {
            switch (module)
            {
                case Conv2d conv:
                    Init.XavierNormal(conv.Weight);
                    if (conv.Bias is not null)
                    {
                        Init.Zeros(conv.Bias);
                    }

                    break;
                case BatchNorm2d norm:
                    Init.Ones(norm.Weight!);
                    Init.Zeros(norm.Bias!);
                    break;
                case Linear linear:
                    Init.Normal(linear.Weight, 0, 0.01);
                    Init.Zeros(linear.Bias!);
                    break;
            }
        }
    }

    protected override Tensor Forward(Tensor x)
    {
        x = _pool1.Call(F.Relu(_bn1.Call(_conv1.Call(x))));
        x = F.Relu(_fc1.Call(x.View(x.Size(0), -1)));
        return _fc2.Call(x);
    }
}
