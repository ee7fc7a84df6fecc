using System.Text.Json;
using System.Text.Json.Serialization;
using Flambeau.Cli.Data;
using Flambeau.Vision;

namespace Flambeau.Cli.Training;

/// <summary>
/// What <c>evaluate</c> and <c>predict</c> must know besides the weights; lies beside them as <c>*.json</c>.
/// </summary>
internal sealed record RunCard
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The names of the classes in the order of the model's outputs.</summary>
    public required string[] Classes { get; init; }

    /// <summary>1 for grey images, 3 for colour.</summary>
    public required int Channels { get; init; }

    /// <summary>The edge of the square input, in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>
    /// The shorter edge to which images are brought first when the network began with published weights; null for
    /// torchvision's usual proportions, where images that have the right size are left alone.
    /// </summary>
    public int? ResizeSize { get; init; }

    /// <summary>How images are resized.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>Per channel, what is subtracted from values between 0 and 1.</summary>
    public required float[] Mean { get; init; }

    /// <summary>Per channel, what they are then divided by.</summary>
    public required float[] Std { get; init; }

    /// <summary>The data the model was trained on; null for the embedded digits.</summary>
    public string? Data { get; init; }

    /// <summary>The seed that split and shuffled the data.</summary>
    public long Seed { get; init; }

    /// <summary>How images are brought to the square input.</summary>
    [JsonIgnore]
    public Framing Framing => ResizeSize is { } resize
        ? new Framing(ImageSize, resize, Interpolation, LeavesSquares: false)
        : Framing.Usual(ImageSize);

    /// <summary>The card of a model trained on given images.</summary>
    public static RunCard For(string model, ImageData images, string? data, long seed) => new()
    {
        Model = model,
        Classes = images.Classes,
        Channels = images.Preprocessing.Channels,
        ImageSize = images.Preprocessing.Framing.CropSize,
        ResizeSize = images.Preprocessing.Framing.LeavesSquares ? null : images.Preprocessing.Framing.ResizeSize,
        Interpolation = images.Preprocessing.Framing.Interpolation,
        Mean = [.. images.Preprocessing.Mean],
        Std = [.. images.Preprocessing.Std],
        Data = data,
        Seed = seed,
    };

    /// <summary>The card beside a weights file.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static RunCard Load(string weights)
    {
        if (!File.Exists(weights))
        {
            throw new CliException($"{weights}: there is no such file; 'flambeau train' writes one.");
        }

        return TryLoad(weights) ?? throw new CliException(
            $"{PathFor(weights)}: there is no such file; it lies beside the weights that 'flambeau train' wrote and tells model and classes.");
    }

    /// <summary>The card's place beside a weights file.</summary>
    public static string PathFor(string weights) => Path.ChangeExtension(weights, ".json");

    /// <summary>Reads the card that lies beside a weights file; null when there is none.</summary>
    private static RunCard? TryLoad(string weights)
    {
        string path = PathFor(weights);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), RunCardContext.Default.RunCard);
        }
        catch (JsonException e)
        {
            throw new CliException($"{path}: not a run card: {e.Message}", e);
        }
    }

    /// <summary>Writes the card beside a weights file, whole or not at all.</summary>
    public void Save(string weights)
    {
        string path = PathFor(weights);
        string temporary = path + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, RunCardContext.Default.RunCard) + Environment.NewLine);
        File.Move(temporary, path, overwrite: true);
    }
}
