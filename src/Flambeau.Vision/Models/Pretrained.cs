using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>Models with published weights.</summary>
internal static class Pretrained
{
    /// <summary>Gets the weights, then makes the model and fills it.</summary>
    public static T Load<T>(Func<T> create, ModelWeights weights, string? path, IProgress<DownloadProgress>? progress)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(weights);
        var state = weights.Load(path, progress);
        var model = create();
        model.LoadStateDict(state);
        return model;
    }
}
