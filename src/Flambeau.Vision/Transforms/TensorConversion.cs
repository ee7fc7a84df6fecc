namespace Flambeau.Vision;

/// <summary>The step that makes a tensor of a picture: <see cref="ToTensor"/> or <see cref="ToImage"/>.</summary>
public abstract class TensorConversion : Transform
{
    private protected TensorConversion()
    {
    }

    /// <summary>The tensor of a picture. Shape: [C, H, W].</summary>
    public abstract Tensor Apply(Image image);
}
