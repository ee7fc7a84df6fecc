using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchPeers;

/// <summary>The small network, in TorchSharp.</summary>
internal sealed class TorchNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv1 = Conv2d(3, 32, 3);
    private readonly Module<Tensor, Tensor> conv2 = Conv2d(32, 64, 3);
    private readonly Module<Tensor, Tensor> fc1 = Linear(64 * 54 * 54, 256);
    private readonly Module<Tensor, Tensor> fc2 = Linear(256, 128);
    private readonly Module<Tensor, Tensor> fc3 = Linear(128, 101);

    public TorchNet()
        : base(nameof(TorchNet)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = functional.max_pool2d(functional.relu(conv1.forward(x)), [2L, 2L], [2L, 2L]);
        x = functional.max_pool2d(functional.relu(conv2.forward(x)), [2L, 2L], [2L, 2L]);
        x = x.view(-1, 64 * 54 * 54);
        return fc3.forward(functional.relu(fc2.forward(functional.relu(fc1.forward(x)))));
    }
}
