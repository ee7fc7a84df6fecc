using static TorchSharp.torch;

namespace TorchPeers;

/// <summary>Adds the input, or what a shortcut makes of it, to what a path makes of it; then a last layer, if any.</summary>
internal sealed class TorchResidual : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _path;
    private readonly nn.Module<Tensor, Tensor>? _shortcut;
    private readonly nn.Module<Tensor, Tensor>? _last;

    public TorchResidual(nn.Module<Tensor, Tensor> path, nn.Module<Tensor, Tensor>? shortcut, nn.Module<Tensor, Tensor>? last)
        : base(nameof(TorchResidual))
    {
        _path = path;
        _shortcut = shortcut;
        _last = last;
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

        if (_last is null)
        {
            return output;
        }

        using (output)
        {
            return _last.forward(output);
        }
    }
}
