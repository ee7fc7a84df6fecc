namespace Flambeau.Kernels;

/// <summary>Gathers what the gradient of a weight multiplies: source bands with their padding, and dy in panels.</summary>
internal static unsafe class GradientPack
{
    /// <summary>Fills both buffers for one block of pixels, an item for each output row.</summary>
    public static void Fill<T>(
        ConvPass pass, int group, PixelBlock block, T* x, T* dy, int pitch, int columns, T* source, T* gradient)
        where T : unmanaged
    {
        int bandRows = pass.Height.Span(block.Rows), width = pass.Width.Span(pass.Width.Count);
        int sourceRow = pass.Height.Offset + block.Row * pass.Height.Stride;
        Workers.For(block.Images * bandRows, (long)width * pitch, (from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                int image = block.Image + i / bandRows;
                SourceBand.Copy(
                    x + (nint)image * pass.Height.Source * pass.Width.Source * pass.SourceC + group * pass.In,
                    pass.Height.Source, pass.Width.Source, pass.SourceC, pass.In,
                    sourceRow + i % bandRows, 1, pass.Width.Offset, width, source + (nint)i * width * pitch, pitch);
            }
        });
        int pixels = pass.Width.Count;
        Workers.For(block.Images * block.Rows, (long)pixels * pass.Out, (from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                nint line = (nint)(block.Image + i / block.Rows) * pass.Height.Target + block.Row + i % block.Rows;
                T* row = dy + line * pixels * pass.TargetC + group * pass.Out;
                Panels(pass, row, pixels, i, block.Images * block.Rows, columns, gradient);
            }
        });
    }

    /// <summary>Deals the channels of one row of dy over the panels, each of which holds all pixels of the block.</summary>
    private static void Panels<T>(ConvPass pass, T* row, int pixels, int line, int lines, int columns, T* gradient)
        where T : unmanaged
    {
        for (int panel = 0; panel * columns < pass.Out; panel++)
        {
            int used = Math.Min(columns, pass.Out - panel * columns);
            T* source = row + panel * columns, target = gradient + ((nint)panel * lines + line) * pixels * columns;
            for (int p = 0; p < pixels; p++, source += pass.TargetC, target += columns)
            {
                new Span<T>(source, used).CopyTo(new Span<T>(target, used));
                new Span<T>(target + used, columns - used).Clear();
            }
        }
    }
}
