namespace Flambeau.NN;

/// <summary>What lies between the pixels of an image that is resized.</summary>
public enum UpsampleMode
{
    /// <summary>The pixel before, as PyTorch's <c>nearest</c> has it.</summary>
    Nearest,

    /// <summary>The mean of the four pixels around, weighed by their nearness.</summary>
    Bilinear,
}
