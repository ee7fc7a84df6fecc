namespace Flambeau.Kernels;

/// <summary>The last phase of Winograd's algorithm: planes of sums to target tiles, with the epilogue.</summary>
internal static unsafe class WinogradOutput<TTile>
    where TTile : struct, IWinogradTile
{
    /// <summary>Reads [plane][tile][channel] and writes the targets of a block's tiles.</summary>
    public static void Run(
        ConvPass pass, WinogradTiles tiles, int block, float* planes, int row, ConvBuffers<float> buffers)
    {
        (int first, int count) = tiles.Block(block);
        int size = TTile.Outputs, channels = pass.Out;
        nint plane = WinogradLayout.Plane(count, row);
        bool streams = buffers.Streams(in pass);
        Workers.For(count, TTile.Inputs * TTile.Inputs * channels, (from, to) =>
        {
            long square = (long)size * size * channels;
            using Scratch<float> room = Scratch<float>.Rent(TransformStrides.BufferLength + square);
            float* outputs = room.Pointer + TransformStrides.BufferLength;
            for (int i = from; i < to; i++)
            {
                TTile.Output(
                    new TransformStrides
                    {
                        Source = planes + (nint)i * row,
                        SourceRow = TTile.Inputs * plane,
                        SourceColumn = plane,
                        Target = outputs,
                        TargetRow = (nint)size * channels,
                        TargetColumn = channels,
                        Buffer = room.Pointer,
                    },
                    channels);
                if (buffers.Pools)
                {
                    StoreSquares(in pass, in buffers, tiles.Locate(first + i), outputs, streams);
                }
                else
                {
                    Store(in pass, in buffers, tiles.Locate(first + i), outputs, streams);
                }
            }

            if (streams)
            {
                Streaming.Fence();
            }
        });
    }

    /// <summary>The outputs of a tile that lie inside the target.</summary>
    private static void Store(
        in ConvPass pass,
        in ConvBuffers<float> buffers,
        (int Image, int Row, int Column) tile,
        float* outputs,
        bool streams)
    {
        int rows = Math.Min(TTile.Outputs, pass.Height.Count - tile.Row);
        int columns = Math.Min(TTile.Outputs, pass.Width.Count - tile.Column);
        for (int r = 0; r < rows; r++, outputs += TTile.Outputs * pass.Out)
        {
            nint pixel = ((nint)tile.Image * pass.Height.Target + tile.Row + r) * pass.Width.Target + tile.Column;
            PixelEpilogue.Store(in buffers, outputs, pixel * pass.Out, columns, pass.Out, streams);
        }
    }

    /// <summary>
    /// The largest of each 2 x 2 square of a tile's scaled sums, with the rest of the epilogue: it adds the same to all four and keeps
    /// their order.
    /// </summary>
    private static void StoreSquares(
        in ConvPass pass,
        in ConvBuffers<float> buffers,
        (int Image, int Row, int Column) tile,
        float* outputs,
        bool streams)
    {
        int rows = Math.Min(TTile.Outputs, pass.Height.Count - tile.Row) / 2;
        int columns = Math.Min(TTile.Outputs, pass.Width.Count - tile.Column) / 2;
        nint line = (nint)TTile.Outputs * pass.Out;
        for (int r = 0; r < rows; r++)
        {
            // the line was read by the squares before
            float* largest = outputs + (r * line);
            var squares = new SquareMax<float>
            {
                Lines = outputs + (2 * r * line),
                Line = line,
                Pixel = pass.Out,
                Scale = buffers.Scale,
                Squares = columns,
                Target = largest,
                TargetPixel = pass.Out,
            };
            Channels.For(0, pass.Out, ref squares);
            nint pixel = ((nint)tile.Image * (pass.Height.Target / 2) + (tile.Row / 2) + r) * (pass.Width.Target / 2) + (tile.Column / 2);
            PixelEpilogue.Store(in buffers, largest, pixel * pass.Out, columns, pass.Out, streams);
        }
    }
}
