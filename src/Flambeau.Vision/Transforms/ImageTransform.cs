namespace Flambeau.Vision;

/// <summary>A step that makes a picture of a picture; derive from it for a step of your own.</summary>
public abstract class ImageTransform : Transform
{
    /// <summary>The picture that results.</summary>
    public abstract Image Apply(Image image);
}
