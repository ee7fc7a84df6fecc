using Flambeau.Serialization;
using TorchSharp;

namespace Flambeau.Benchmarks.Checkpoints;

/// <summary>TorchSharp's own format: <c>Module.save</c> and <c>Module.load</c> of a module with the same tensors.</summary>
internal sealed class TorchSharpSide : IDisposable
{
    private readonly string _file;
    private readonly Holder _module;

    public TorchSharpSide(string folder, StateDict state)
    {
        _file = Path.Combine(folder, "theirs.dat");
        _module = new Holder(state);
        Save(_file);
    }

    public void Save(string path) => _module.save(path);

    public void Load() => _module.load(_file);

    public void Dispose() => _module.Dispose();

    private sealed class Holder : torch.nn.Module
    {
        public Holder(StateDict state)
            : base("holder")
        {
            foreach ((string name, Tensor tensor) in state)
            {
                long[] shape = [.. tensor.Shape.ToArray().Select(size => (long)size)];
                register_buffer(name.Replace('.', '_'), torch.tensor(tensor.ToArray<float>(), shape));
            }
        }
    }
}
