namespace Flambeau.Vision;

/// <summary>
/// A step from a picture to a network's input: an <see cref="ImageTransform"/>, <see cref="ToTensor"/> or a
/// <see cref="TensorTransform"/>; <see cref="Compose"/> puts them in a row.
/// </summary>
public abstract class Transform
{
    private protected Transform()
    {
    }

    /// <summary>The settings as they stand between the brackets when the step is printed.</summary>
    protected virtual string Settings => "";

    /// <summary>As torchvision prints it, such as <c>CenterCrop(size=(224, 224))</c>.</summary>
    public override string ToString() => $"{GetType().Name}({Settings})";
}
