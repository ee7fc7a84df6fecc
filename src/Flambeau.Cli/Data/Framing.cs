using Flambeau.Vision;

namespace Flambeau.Cli.Data;

/// <summary>How a picture is brought to the square that a network takes.</summary>
/// <param name="CropSize">The edge of the square, in pixels.</param>
/// <param name="ResizeSize">The shorter edge to which the picture is brought before its middle is cut out.</param>
/// <param name="Interpolation">How it is resized.</param>
/// <param name="LeavesSquares">Whether pictures that have the square's size already are left alone.</param>
internal sealed record Framing(int CropSize, int ResizeSize, Interpolation Interpolation, bool LeavesSquares)
{
    // torchvision's usual preprocessing: the shorter edge to 256, then the middle 224 of it
    private const int UsualCrop = 224;
    private const int UsualResize = 256;

    /// <summary>torchvision's usual proportions, for networks without a history.</summary>
    public static Framing Usual(int cropSize) =>
        new(cropSize, cropSize * UsualResize / UsualCrop, Interpolation.Bilinear, LeavesSquares: true);

    /// <summary>What published weights were made with, or the same proportions for squares of another size.</summary>
    public static Framing Of(ModelWeights weights, int? cropSize = null) => new(
        cropSize ?? weights.CropSize,
        (cropSize ?? weights.CropSize) * weights.ResizeSize / weights.CropSize,
        weights.Interpolation,
        LeavesSquares: false);
}
