namespace Flambeau;

/// <summary>How tensors are printed, process-wide (<c>torch.set_printoptions</c>).</summary>
public static class PrintOptions
{
    /// <summary>Digits after the decimal point; 4 by default.</summary>
    public static int Precision { get; set; } = 4;

    /// <summary>Tensors with more elements are summarised; 1000 by default.</summary>
    public static int Threshold { get; set; } = 1000;

    /// <summary>Entries shown at each end of a summarised dimension; 3 by default.</summary>
    public static int EdgeItems { get; set; } = 3;

    /// <summary>Characters per line; 80 by default.</summary>
    public static int LineWidth { get; set; } = 80;

    /// <summary>Whether to use powers of ten; null, the default, lets the numbers decide.</summary>
    public static bool? ScientificMode { get; set; }

    /// <summary>Returns to the defaults.</summary>
    public static void Reset()
    {
        Precision = 4;
        Threshold = 1000;
        EdgeItems = 3;
        LineWidth = 80;
        ScientificMode = null;
    }
}
