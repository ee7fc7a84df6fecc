namespace Flambeau.NN;

/// <content>Classes as vectors.</content>
public static partial class F
{
    /// <summary>1 at the position of the class, 0 elsewhere: [..] to [.., numClasses], int64 (<c>F.one_hot</c>).</summary>
    /// <param name="input">Classes, int64 or int32.</param>
    /// <param name="numClasses">The number of classes; -1 for one more than the largest.</param>
    /// <exception cref="ArgumentException">The classes are no whole numbers, or there is none to count.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class is negative or too large.</exception>
    public static Tensor OneHot(Tensor input, int numClasses = -1)
    {
        ArgumentNullException.ThrowIfNull(input);
        int[] classes = IndexValues.Read(nameof(OneHot), input, numClasses < 0 ? int.MaxValue : numClasses, input.Dim, input.Shape);
        if (numClasses < 0 && classes.Length == 0)
        {
            throw new ArgumentException($"OneHot: the number of classes cannot be counted, but there is no class. input has shape {input.Shape}.");
        }

        int count = numClasses < 0 ? classes.Max() + 1 : numClasses;
        var output = Tensor.Zeros([.. input.Shape.AsSpan(), count], DType.Int64);
        var span = output.AsSpan<long>();
        for (int i = 0; i < classes.Length; i++)
        {
            span[(i * count) + classes[i]] = 1;
        }

        return output;
    }
}
