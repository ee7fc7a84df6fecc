using Flambeau.NN;
using Flambeau.Serialization;

namespace Flambeau.Cli.Training;

/// <summary>A network with the weights of an earlier training run.</summary>
internal static class TrainedModel
{
    /// <summary>The network that the card describes, in evaluation mode.</summary>
    /// <exception cref="CliException">The weights are those of another network.</exception>
    public static Module<Tensor, Tensor> Load(string weights, RunCard card)
    {
        var model = ModelCatalog.Create(card.Model, card.Classes.Length, card.Channels, card.ImageSize);
        try
        {
            model.LoadStateDict(Checkpoint.LoadStateDict(weights));
        }
        catch (StateDictException e)
        {
            throw new CliException($"{weights}: {e.Message}", e);
        }

        model.Eval();
        return model;
    }
}
