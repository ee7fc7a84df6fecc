namespace Flambeau;

/// <content>Where elements are not zero.</content>
public partial class Tensor
{
    /// <summary>The positions of the elements that are not zero, [n, dims], int64, in row-major order (<c>torch.nonzero</c>).</summary>
    public Tensor NonZero()
    {
        int[] positions = TruePositions(Bool());
        var output = New([positions.Length, Dim], DType.Int64);
        var span = output.Span<long>();
        for (int i = 0; i < positions.Length; i++)
        {
            int rest = positions[i];
            for (int d = Dim - 1; d >= 0; d--)
            {
                (rest, int at) = Math.DivRem(rest, Shape[d]);
                span[(i * Dim) + d] = at;
            }
        }

        return output;
    }
}
