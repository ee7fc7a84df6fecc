namespace Flambeau.Kernels;

/// <summary>
/// A convolution-like sum from one image to another: the forward convolution, or a part of the gradient of its input,
/// which has the same form with the roles of the channels exchanged and the taps reversed. What the fast paths are
/// written for.
/// </summary>
internal readonly record struct ConvPass
{
    /// <summary>Images.</summary>
    public int N { get; init; }

    /// <summary>Groups of channels.</summary>
    public int Groups { get; init; }

    /// <summary>Source channels of one group.</summary>
    public int In { get; init; }

    /// <summary>Target channels of one group.</summary>
    public int Out { get; init; }

    /// <summary>The direction of rows.</summary>
    public ConvAxis Height { get; init; }

    /// <summary>The direction of columns.</summary>
    public ConvAxis Width { get; init; }

    /// <summary>Elements of the weight between two target channels.</summary>
    public int WeightOut { get; init; }

    /// <summary>Elements of the weight between two source channels.</summary>
    public int WeightIn { get; init; }

    /// <summary>Columns of the whole kernel in the weight, of which this pass may use some.</summary>
    public int KernelW { get; init; }

    /// <summary>Elements of the weight of one group.</summary>
    public int WeightGroup { get; init; }

    /// <summary>Channels of a source pixel.</summary>
    public int SourceC => Groups * In;

    /// <summary>Channels of a target pixel.</summary>
    public int TargetC => Groups * Out;

    /// <summary>Taps used.</summary>
    public int Taps => Height.Taps * Width.Taps;

    /// <summary>Products summed for one target element.</summary>
    public int Depth => Taps * In;

    /// <summary>Target pixels written in each image.</summary>
    public int Pixels => Height.Count * Width.Count;

    /// <summary>Elements of the target, of all images.</summary>
    public long TargetLength => (long)N * Height.Target * Width.Target * TargetC;

    /// <summary>Whether the targets written are all of the target, in its order.</summary>
    public bool IsDense => Height.Step == 1 && Width.Step == 1;

    /// <summary>Whether no tap ever falls into the padding.</summary>
    public bool StaysInside => Height.StaysInside && Width.StaysInside;

    /// <summary>Element of the weight of a group's first channels at a tap of this pass.</summary>
    public int TapIndex(int ky, int kx) =>
        (Height.FirstTap + ky * Height.TapStep) * KernelW + Width.FirstTap + kx * Width.TapStep;

    /// <summary>
    /// The same pass with all pixels of all images in one row, where nothing tells them apart: 1x1, no stride, no
    /// padding.
    /// </summary>
    public ConvPass Flatten()
    {
        if (Taps != 1 || !Height.IsIdentity || !Width.IsIdentity)
        {
            return this;
        }
        int pixels = N * Pixels;
        return this with
        {
            N = 1,
            Height = Height with { Source = 1, Target = 1, Count = 1 },
            Width = Width with { Source = pixels, Target = pixels, Count = pixels },
        };
    }

    /// <summary>The same pass without a last row and column of targets that fill no square of 2 x 2.</summary>
    public ConvPass OfSquares() => this with
    {
        Height = Height with { Count = Height.Count / 2 * 2 },
        Width = Width with { Count = Width.Count / 2 * 2 },
    };

    /// <summary>The forward convolution.</summary>
    public static ConvPass Forward(in Conv2dGeometry g) => new()
    {
        N = g.N,
        Groups = g.Groups,
        In = g.GroupC,
        Out = g.GroupOutC,
        Height = ConvAxis.Forward(g.H, g.OutH, g.KH, g.StrideH, g.PadH, g.DilationH),
        Width = ConvAxis.Forward(g.W, g.OutW, g.KW, g.StrideW, g.PadW, g.DilationW),
        WeightOut = g.GroupC * g.Taps,
        WeightIn = g.Taps,
        KernelW = g.KW,
        WeightGroup = g.GroupOutC * g.GroupC * g.Taps,
    };

    /// <summary>
    /// The gradient of the input at the rows firstRow + i StrideH and the columns firstColumn + i StrideW.
    /// </summary>
    public static ConvPass InputGradient(in Conv2dGeometry g, int firstRow, int firstColumn) => new()
    {
        N = g.N,
        Groups = g.Groups,
        In = g.GroupOutC,
        Out = g.GroupC,
        Height = ConvAxis.InputGradient(g.H, g.OutH, g.KH, g.StrideH, g.PadH, g.DilationH, firstRow),
        Width = ConvAxis.InputGradient(g.W, g.OutW, g.KW, g.StrideW, g.PadW, g.DilationW, firstColumn),
        WeightOut = g.Taps,
        WeightIn = g.GroupC * g.Taps,
        KernelW = g.KW,
        WeightGroup = g.GroupOutC * g.GroupC * g.Taps,
    };
}
