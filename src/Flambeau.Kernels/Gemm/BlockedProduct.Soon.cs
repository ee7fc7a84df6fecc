using System.Numerics;

namespace Flambeau.Kernels;

/// <content>What is asked for ahead of its use.</content>
internal sealed unsafe partial class BlockedProduct<T>
{
    // No step asks for more than two lines, and no block has more than 512.
    private const int MostLines = 1024;

    /// <summary>The columns that this thread packs or reads after a panel of a block: where there are none, a block of -1.</summary>
    private (int Block, int Panel) Next(int block, int panel, (int From, int To) columns)
    {
        if (panel + 1 < columns.To)
        {
            return (block, panel + 1);
        }

        return block + 1 < _blocks.Count ? (block + 1, columns.From)
            : columns.To < _columnPanels ? (0, columns.To)
            : (-1, 0);
    }

    private Stretches ColumnStretches(int block, int panel, int panels)
    {
        int width = Math.Min(panels * _kernels.Columns, _product.N - (panel * _kernels.Columns));
        return Stretches.Of(Columns(block, panel), width, _blocks.Length(block));
    }

    private Stretches RowStretches(int block, int panel) =>
        Stretches.Of(_product.A.From(Row(panel), _blocks.Start(block)), Row(panel + 1) - Row(panel), _blocks.Length(block));

    /// <summary>
    /// What is asked for while tiles are formed. Columns that are packed one panel at a time: the next panel while the one
    /// before is used. Columns in place that few rows read: one panel ahead. Others: the next block, by all tiles of this one.
    /// Rows that are packed one panel at a time: the next panel, by the first tiles of this one.
    /// </summary>
    private struct Soon
    {
        private readonly BlockedProduct<T> _owner;
        private readonly (int From, int To) _panels;
        private readonly int _block;
        private readonly nint* _rowLines;
        private readonly nint* _columnLines;
        private readonly int _rowTiles;
        private readonly bool _byPanel;
        private StretchParts _nextColumns;
        private StretchParts _rows;
        private Stretches _columns;
        private int _panel;
        private int _tiles;

        /// <summary>For the tiles of one block, with room for two times <see cref="MostLines"/> distances.</summary>
        public Soon(BlockedProduct<T> owner, int block, (int From, int To) panels, nint* room)
        {
            (_owner, _block) = (owner, block);
            _rowLines = room;
            _columnLines = room + MostLines;
            _panels = panels;
            _byPanel = owner._columnsInPlace
                && (owner._kernels.Rows < ManyRows || owner._rowPanels <= FewRowPanels);
            if (_byPanel)
            {
                owner.ColumnStretches(block, panels.From, owner._panelsAhead).List(1, _columnLines, MostLines);
            }
            else if (owner._packsAhead && owner._isLarge)
            {
                (_nextColumns, _rowTiles) = Deal();
            }
        }

        /// <summary>Which tiles ask for which part of the next columns and rows; the parts are listed.</summary>
        private readonly (StretchParts Columns, int RowTiles) Deal()
        {
            int rowPanels = _owner._rowPanels, count = _panels.To - _panels.From;
            (int next, int from) = _owner.Next(_block, _panels.To - 1, _panels);
            Stretches columns = default;
            if (next >= 0 && _owner._packed is null)
            {
                int to = next > _block ? _panels.To : Math.Min(_owner._columnPanels, from + _owner._columnPanelsAtOnce);
                columns = _owner.ColumnStretches(next, from, to - from);
            }

            int rowTiles = 0;
            if (_owner._kernels.Rows >= ManyRows && (next >= 0 || rowPanels > 1))
            {
                Stretches rows = _owner.RowStretches(_block, 0);
                long columnLines = columns.Lines / rowPanels;
                int most = columnLines > 0 ? Math.Max(count - 1, 1) : count;
                rowTiles = (int)Math.Clamp(((count * rows.Lines) + columnLines) / (rows.Lines + columnLines), 1, most);
                rows.List(rowTiles, _rowLines, MostLines);
            }

            int columnTiles = rowPanels * (count - rowTiles);
            if (columnTiles == 0)
            {
                return (default, rowTiles);
            }

            columns.List(columnTiles, _columnLines, MostLines);
            return (new StretchParts(in columns, columnTiles, _owner._blocks.Length(_block)), rowTiles);
        }

        /// <summary>The tiles of a panel of rows follow.</summary>
        public void StartRows(int panel)
        {
            if (_rowTiles > 0)
            {
                (int block, panel) = panel + 1 < _owner._rowPanels
                    ? (_block, panel + 1)
                    : (_owner.Next(_block, _panels.To - 1, _panels).Block, 0);
                _rows = block < 0 ? default : new StretchParts(_owner.RowStretches(block, panel), _rowTiles, _owner._blocks.Length(_block));
            }
        }

        /// <summary>A panel of columns begins to meet some rows, which are the first or the last of the region, or both.</summary>
        public void Start(int panel, bool isFirst, bool isLast, int tiles)
        {
            (_panel, _tiles) = (panel, tiles);
            _columns = default;
            bool asks = _byPanel ? isFirst : !_owner._packsAhead && (panel + 1 < _panels.To ? isFirst : isLast);
            if (asks)
            {
                (int block, int next) = _owner.Next(_block, panel, _panels);
                _columns = block < 0 ? default : _owner.ColumnStretches(block, next, _byPanel ? _owner._panelsAhead : 1);
            }
        }

        /// <summary>Asks for the part of a tile, or lets the tile do so.</summary>
        public void Ask(TileArgs<T>* args, int tile)
        {
            int panel = _panel - _panels.From;
            if (!_owner._packsAhead)
            {
                _columns.Ask(tile, _tiles);
            }
            else if (panel < _rowTiles)
            {
                _rows.AskDuring(args, _rowLines, MostLines);
            }
            else if (_byPanel)
            {
                // All of it by the first tile: the last would ask too late.
                args->SoonEvery = 0;
                if (tile == 0)
                {
                    new StretchParts(in _columns, 1, args->Steps).AskDuring(args, _columnLines, MostLines);
                }
            }
            else
            {
                _nextColumns.AskDuring(args, _columnLines, MostLines);
            }
        }
    }
}
