namespace Flambeau.Vision;

/// <summary>A step that makes a tensor of a tensor; derive from it for a step of your own.</summary>
public abstract class TensorTransform : Transform
{
    /// <summary>The tensor that results. Shape: [C, H, W].</summary>
    public abstract Tensor Apply(Tensor image);
}
