namespace Flambeau.Serialization;

/// <summary>A file format that tensors come in.</summary>
public enum CheckpointFormat
{
    /// <summary>A zip archive, <c>torch.save</c> since 1.6.</summary>
    TorchZip,

    /// <summary>A stream of pickles and storages, <c>torch.save</c> before 1.6.</summary>
    TorchLegacy,

    /// <summary>A tar archive, <c>torch.save</c> of 0.1.</summary>
    TorchTar,

    /// <summary>An archive of <c>torch.jit.save</c>: weights and code, of which only the weights are read.</summary>
    TorchScript,

    /// <summary>A pickle of plain values that <c>torch.save</c> did not write.</summary>
    Pickle,

    /// <summary>A file of the safetensors library, or an index of several.</summary>
    SafeTensors,

    /// <summary>One array of <c>numpy.save</c>.</summary>
    Npy,

    /// <summary>An archive of <c>numpy.savez</c>.</summary>
    Npz,
}
