namespace Flambeau.Kernels;

/// <content>What is asked for ahead of its use.</content>
internal sealed unsafe partial class BlockedProduct<T>
{
    /// <summary>The columns that this thread packs or reads after a panel of a block: where there are none, a block of -1.</summary>
    private (int Block, int Panel) Next(int block, int panel, in Region region)
    {
        if (panel + 1 < region.Columns.To)
        {
            return (block, panel + 1);
        }

        return block + 1 < Blocking.DepthBlocks(_product.K) ? (block + 1, region.Columns.From)
            : region.Columns.To < region.End ? (0, region.Columns.To)
            : (-1, 0);
    }

    /// <summary>
    /// What is asked for while tiles are formed: columns in place one panel ahead, those that are packed ahead when the tiles
    /// of a block are all but done, those that are packed one panel at a time while the panel before is used.
    /// </summary>
    private ref struct Soon
    {
        private readonly BlockedProduct<T> _owner;
        private readonly ref readonly Region _region;
        private readonly int _block;
        private readonly byte* _next;
        private readonly nint _step;
        private readonly nint _lastTiles;
        private nint _tilesLeft;
        private int _panel;
        private int _tiles;
        private bool _isFirst;
        private Stretches _columns;

        public Soon(BlockedProduct<T> owner, int block, in Region region)
        {
            (_owner, _block) = (owner, block);
            _region = ref region;
            int rows = region.Rows.To - region.Rows.From, columns = region.Columns.To - region.Columns.From;
            _tilesLeft = (nint)rows * columns;
            _next = (byte*)Place(region.Columns.To - 1);
            if (_next is not null && !owner._columnsInPlace)
            {
                // With tiles to spare each line is asked for twice, at half the speed.
                _step = rows > 1 ? CacheLine.Size : TileArgs.BytesAsked;
                _lastTiles = (((nint)columns * owner._kernels.Columns * sizeof(T)) + _step - 1) / _step;
            }
        }

        /// <summary>A panel of columns begins to meet some rows, which are the first or the last of the region, or both.</summary>
        public void Start(int panel, bool isFirst, bool isLast, int tiles)
        {
            (_panel, _tiles, _isFirst) = (panel, tiles, isFirst);
            _columns = default;
            if (!_owner._packsAhead && (panel + 1 < _region.Columns.To ? isFirst : isLast))
            {
                (int block, int next) = _owner.Next(_block, panel, in _region);
                _columns = block < 0 ? default : Stretches.Of(_owner.Columns(block, next), _owner.Width(next), _owner.Depth(block));
            }
        }

        /// <summary>Asks for the part of a tile, or lets the tile do so.</summary>
        public void Ask(TileArgs<T>* args, int tile)
        {
            if (!_owner._packsAhead)
            {
                _columns.Ask(tile, _tiles);
                return;
            }

            args->Soon = --_tilesLeft < _lastTiles ? _next + (_tilesLeft * _step) : null;
            if (_owner._columnsInPlace && _isFirst && tile == 0)
            {
                args->Soon = Place(_panel);
            }

            args->SoonStep = args->Soon is null ? 0 : _owner._product.B.Depth * sizeof(T);
        }

        // Where the columns after a panel lie, or null where tiles cannot ask for them.
        private readonly T* Place(int panel)
        {
            (int block, int next) = _owner.Next(_block, panel, in _region);
            return block < 0 || _owner._packed is not null || _owner._product.B.Line != 1 ? null : _owner.Columns(block, next).Data;
        }
    }
}
