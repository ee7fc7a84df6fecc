namespace Flambeau.Kernels;

/// <content>What is asked for ahead of its use.</content>
internal sealed unsafe partial class BlockedProduct<T>
{
    /// <summary>The columns that this thread reads after some columns of a block, or null where it cannot tell.</summary>
    private T* NextColumns(int block, (int From, int To) columns, int end)
    {
        if (_packed is not null || _product.B.Line != 1)
        {
            return null;
        }

        if (block + 1 < Blocking.DepthBlocks(_product.K))
        {
            return _product.B.From(columns.From * _kernels.Columns, Blocking.DepthStart(_product.K, block + 1)).Data;
        }

        return columns.To < end ? _product.B.From(columns.To * _kernels.Columns, 0).Data : null;
    }

    /// <summary>
    /// What tiles ask for while they sum: columns in place one panel ahead, others when the tiles of a block are all but done.
    /// </summary>
    private struct Soon
    {
        private readonly BlockedProduct<T> _owner;
        private readonly (int From, int To) _columns;
        private readonly int _start;
        private readonly byte* _next;
        private readonly nint _step;
        private readonly nint _lastTiles;
        private nint _tilesLeft;
        private int _asked;

        public Soon(BlockedProduct<T> owner, int block, (int From, int To) rows, (int From, int To) columns, int end)
        {
            (_owner, _columns, _asked) = (owner, columns, columns.From - 1);
            _start = Blocking.DepthStart(owner._product.K, block);
            _next = (byte*)owner.NextColumns(block, columns, end);
            _tilesLeft = (nint)(rows.To - rows.From) * (columns.To - columns.From);
            if (_next is not null && !owner._columnsInPlace)
            {
                // With tiles to spare each line is asked for twice, at half the speed.
                _step = rows.To - rows.From > 1 ? CacheLine.Size : TileArgs.BytesAsked;
                nint bytes = (nint)(columns.To - columns.From) * owner._kernels.Columns * sizeof(T);
                _lastTiles = (bytes + _step - 1) / _step;
            }
        }

        /// <summary>Lets the next tile, of a panel of columns, ask for its part.</summary>
        public void Ask(TileArgs<T>* args, int panel)
        {
            args->Soon = --_tilesLeft < _lastTiles ? _next + (_tilesLeft * _step) : null;
            if (panel > _asked && _owner._columnsInPlace)
            {
                _asked = panel;
                args->Soon = _owner._packed is not null ? null
                    : panel + 1 == _columns.To ? _next
                    : _owner._product.B.From((panel + 1) * _owner._kernels.Columns, _start).Data;
            }

            args->SoonStep = args->Soon is null ? 0 : _owner._product.B.Depth * sizeof(T);
        }
    }
}
