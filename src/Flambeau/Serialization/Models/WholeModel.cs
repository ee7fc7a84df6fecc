using Flambeau.NN;

namespace Flambeau.Serialization;

/// <summary>A model as one value: a dict of what it is, the arguments it is made with, and its weights.</summary>
internal static class WholeModel
{
    private const string Architecture = "architecture";
    private const string Arguments = "arguments";
    private const string Training = "training";
    private const string State = "state_dict";

    // It changes the element type where the model was converted, and nothing else is allowed to differ.
    private static readonly LoadOptions s_exactly = new() { Conversion = DTypeConversion.ToStateDict };

    /// <summary>The value that is saved.</summary>
    public static ValueDict ToValue(Module model, ModelDescription description) => new()
    {
        [Architecture] = description.Architecture,
        [Arguments] = description.Arguments,
        [Training] = model.Training,
        [State] = model.StateDict(),
    };

    /// <summary>Makes sure that loading will succeed: a model that was changed since it was made may not fit any more.</summary>
    /// <exception cref="InvalidOperationException">It does not fit.</exception>
    public static void CheckCanBeLoaded(Module model, ModelDescription description, ModelFactories factories)
    {
        LoadResult result = new StateDictMatching(Make(factories, description), model.StateDict(), s_exactly).Result;
        if (!result.IsComplete)
        {
            throw new InvalidOperationException(
                $"SaveModel: {model.GetType().Name} is not what its description {description} makes; save its StateDict "
                + $"instead.{result.Problems()}");
        }
    }

    /// <summary>Makes the model of a value.</summary>
    /// <exception cref="CheckpointException">The value is no whole model, or one that the factories do not make.</exception>
    /// <exception cref="StateDictException">The weights do not fit the model.</exception>
    public static Module Load(ValueDict value, ModelFactories factories)
    {
        if (!value.ContainsKey(Architecture) || !value.ContainsKey(Arguments))
        {
            throw new CheckpointException(
                $"the file holds no whole model, for it has no '{Architecture}' and '{Arguments}'; "
                + $"{nameof(Checkpoint)}.{nameof(Checkpoint.LoadStateDict)} reads weights");
        }

        StateDict state = value.GetStateDict(State);
        bool training = !value.ContainsKey(Training) || value.GetBoolean(Training);
        Module model = Make(factories, new ModelDescription(value.GetString(Architecture), value.GetDict(Arguments)));
        model.LoadStateDict(state, s_exactly);
        return model.Train(training);
    }

    /// <summary>Makes a model whose first weights nobody will see, so that they must not advance the program's stream.</summary>
    private static Module Make(ModelFactories factories, ModelDescription description)
    {
        Generator before = Generator.Default;
        Generator.UseOnThisThread(new Generator());
        try
        {
            return factories.Create(description);
        }
        finally
        {
            Generator.UseOnThisThread(before);
        }
    }
}
