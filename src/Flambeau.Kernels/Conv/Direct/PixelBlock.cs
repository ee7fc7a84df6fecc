namespace Flambeau.Kernels;

/// <summary>A rectangle of output pixels of neighbouring images: all rows when there are several images.</summary>
internal readonly record struct PixelBlock(int Image, int Images, int Row, int Rows, int Column, int Columns)
{
    /// <summary>Rows of all images.</summary>
    public int Lines => Images * Rows;
}
