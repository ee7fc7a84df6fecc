namespace Flambeau;

/// <summary>Where a tensor's memory lives (<c>torch.device</c>); at present always the CPU.</summary>
public sealed class Device
{
    private Device(string type) => Type = type;

    /// <summary>The processor's own memory.</summary>
    public static Device Cpu { get; } = new("cpu");

    /// <summary>The kind of device, <c>cpu</c>.</summary>
    public string Type { get; }

    /// <inheritdoc/>
    public override string ToString() => Type;
}
