using static TorchSharp.torch;

namespace TorchPeers;

/// <summary>Adds the input, or what a shortcut makes of it, to what a path makes of it.</summary>
internal sealed class TorchResidual : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _path;
    private readonly nn.Module<Tensor, Tensor>? _shortcut;
    private readonly bool _activate;

    public TorchResidual(nn.Module<Tensor, Tensor> path, nn.Module<Tensor, Tensor>? shortcut, bool activate = true)
        : base(nameof(TorchResidual))
    {
        _path = path;
        _shortcut = shortcut;
        _activate = activate;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var output = _path.forward(input);
        if (_shortcut is null)
        {
            output.add_(input);
        }
        else
        {
            using var other = _shortcut.forward(input);
            output.add_(other);
        }

        return _activate ? output.relu_() : output;
    }
}
