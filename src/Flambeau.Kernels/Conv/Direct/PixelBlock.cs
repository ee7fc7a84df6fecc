namespace Flambeau.Kernels;

/// <summary>Rows of the output of neighbouring images: all rows when there are several images.</summary>
internal readonly record struct PixelBlock(int Image, int Images, int Row, int Rows);
