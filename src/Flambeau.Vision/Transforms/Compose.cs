namespace Flambeau.Vision;

/// <summary>
/// Steps one after the other (<c>torchvision.transforms.Compose</c>): those on pictures, <see cref="ToTensor"/> or
/// <see cref="ToImage"/>, those on tensors. Its <see cref="Apply"/> is what data sets take as their transform.
/// </summary>
public sealed class Compose
{
    private readonly Transform[] _steps;

    /// <summary>The steps in order.</summary>
    /// <exception cref="ArgumentException">There is not exactly one <see cref="TensorConversion"/> between the two kinds
    /// of steps.</exception>
    public Compose(params ReadOnlySpan<Transform> steps)
    {
        _steps = steps.ToArray();
        bool isTensor = false;
        foreach (var step in _steps)
        {
            ArgumentNullException.ThrowIfNull(step, nameof(steps));
            if (step is TensorTransform != isTensor)
            {
                string rule = step is TensorTransform
                    ? "works on tensors and must follow ToTensor"
                    : "works on pictures and must precede ToTensor";
                throw new ArgumentException($"Compose: {step} {rule}.", nameof(steps));
            }

            isTensor |= step is TensorConversion;
        }

        if (!isTensor)
        {
            throw new ArgumentException("Compose: one of the steps must be ToTensor.", nameof(steps));
        }
    }

    /// <summary>The tensor that the steps make of a picture. Shape: [C, H, W].</summary>
    public Tensor Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Tensor? tensor = null;
        foreach (var step in _steps)
        {
            switch (step)
            {
                case ImageTransform transform:
                    image = transform.Apply(image);
                    break;
                case TensorTransform transform:
                    tensor = transform.Apply(tensor!);
                    break;
                case TensorConversion conversion:
                    tensor = conversion.Apply(image);
                    break;
            }
        }

        return tensor!;
    }

    /// <summary>As torchvision prints it, one step a line.</summary>
    public override string ToString() => $"Compose(\n{string.Concat(_steps.Select(step => $"    {step}\n"))})";
}
