namespace Flambeau.Vision;

/// <summary>What a border shows (<c>padding_mode</c> of <c>torchvision.transforms.Pad</c>).</summary>
public enum PadMode
{
    /// <summary>One colour.</summary>
    Constant,

    /// <summary>The outermost pixels.</summary>
    Edge,

    /// <summary>The mirror image, without the outermost pixels again: [1, 2, 3] continues with 2.</summary>
    Reflect,

    /// <summary>The mirror image with the outermost pixels again: [1, 2, 3] continues with 3.</summary>
    Symmetric,
}
