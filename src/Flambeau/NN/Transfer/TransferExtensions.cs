namespace Flambeau.NN;

/// <summary>Ready-made changes of a trained model for another task.</summary>
public static partial class TransferExtensions
{
    private static readonly string s_layers = $"{nameof(Linear)} or {nameof(Conv2d)}";

    /// <summary>
    /// Puts a new output layer, with PyTorch's initial weights, in the place of the old one and keeps everything else
    /// (timm's <c>reset_classifier</c>). Settings, bias, element type and training mode are the old layer's. An optimiser
    /// that is to train it has to be made afterwards.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="outFeatures">The number of outputs: features of a <see cref="Linear"/>, channels of a <see cref="Conv2d"/>.</param>
    /// <param name="path">Where the layer is; the last <see cref="Linear"/> or <see cref="Conv2d"/> when omitted.</param>
    /// <exception cref="ArgumentException">There is no such layer, or it is neither linear nor a convolution.</exception>
    /// <exception cref="KeyNotFoundException">There is no module at the path.</exception>
    public static ReplacedModule<Module<Tensor, Tensor>> ReplaceHead(this Module model, int outFeatures, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(outFeatures, 1);
        path ??= model.NamedModules().LastOrDefault(entry => entry.Module is Linear or Conv2d).Name ?? throw NoLayer(nameof(ReplaceHead), model, s_layers);
        Module<Tensor, Tensor> head = model.GetSubmodule(path) switch
        {
            Linear old => new Linear(old.InFeatures, outFeatures, old.Bias is not null, old.Weight.DType),
            Conv2d old => old.WithChannels(old.InChannels, outFeatures),
            var other => throw new ArgumentException(
                $"ReplaceHead: {model.GetType().Name}.{path} is a {other.GetType().Name}, not a {s_layers}; pass a module to put there.", nameof(path)),
        };
        return model.ReplaceHead(head, path);
    }

    /// <summary>Puts a module of your own in the place of the output layer and keeps everything else.</summary>
    /// <typeparam name="T">The type of the new module.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="head">The new module; it takes over the training mode of the old one.</param>
    /// <param name="path">Where the layer is; the last <see cref="Linear"/> or <see cref="Conv2d"/> when omitted.</param>
    /// <exception cref="ArgumentException">There is no such layer, or its place cannot hold the new one.</exception>
    /// <exception cref="KeyNotFoundException">There is no module at the path.</exception>
    public static ReplacedModule<T> ReplaceHead<T>(this Module model, T head, string? path = null)
        where T : Module
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(head);
        path ??= model.NamedModules().LastOrDefault(entry => entry.Module is Linear or Conv2d).Name ?? throw NoLayer(nameof(ReplaceHead), model, s_layers);
        return Replace(nameof(ReplaceHead), model, path, head);
    }

    /// <summary>
    /// Puts a first convolution that takes another number of channels in the place of the old one, with weights made of
    /// the old ones as timm does: summed over the channels for one channel, else repeated and scaled by old / new, so that
    /// the size of the outputs stays.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="channels">The number of channels of the input.</param>
    /// <param name="path">Where the convolution is; the first one when omitted.</param>
    /// <exception cref="ArgumentException">There is no such convolution, or it has groups.</exception>
    /// <exception cref="KeyNotFoundException">There is no module at the path.</exception>
    public static ReplacedModule<Conv2d> AdaptInputChannels(this Module model, int channels, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        path ??= model.NamedModules().FirstOrDefault(entry => entry.Module is Conv2d).Name ?? throw NoLayer(nameof(AdaptInputChannels), model, nameof(Conv2d));
        if (model.GetSubmodule(path) is not Conv2d { Groups: 1 } old)
        {
            throw new ArgumentException($"AdaptInputChannels: {model.GetType().Name}.{path} is no Conv2d with one group.", nameof(path));
        }

        var stem = old.WithChannels(channels, old.OutChannels);
        using (GradMode.NoGrad())
        {
            stem.Weight.CopyFrom(Adapted(old.Weight.Detach(), channels));
            stem.Weight.RequiresGrad = old.Weight.RequiresGrad;
            if (old.Bias is not null)
            {
                stem.Bias = old.Bias;
            }
        }

        return Replace(nameof(AdaptInputChannels), model, path, stem);
    }

    private static Tensor Adapted(Tensor weight, int channels)
    {
        int old = weight.Shape[1];
        if (channels == 1)
        {
            return weight.Sum(1, keepDim: true);
        }

        int copies = (channels + old - 1) / old;
        return weight.Repeat(1, copies, 1, 1).Narrow(1, 0, channels) * ((double)old / channels);
    }

    private static ReplacedModule<T> Replace<T>(string op, Module model, string path, T replacement)
        where T : Module
    {
        if (path.Length == 0)
        {
            throw new ArgumentException($"{op}: {model.GetType().Name} is the layer itself; there is nothing around it to keep.", nameof(path));
        }

        var old = model.GetSubmodule(path);
        model.SetSubmodule(path, replacement);
        replacement.Train(old.Training);
        return new ReplacedModule<T>(path, old, replacement);
    }

    private static ArgumentException NoLayer(string op, Module model, string what) =>
        new($"{op}: {model.GetType().Name} has no {what} to replace.", nameof(model));
}
