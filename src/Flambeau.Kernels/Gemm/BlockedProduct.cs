using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>A matrix product by tiles of packed rows and columns.</summary>
/// <remarks>
/// Tiles of 14 rows read each column so seldom that the columns stay in the second-level cache and one panel of rows in the
/// first. Tiles of few rows would read it more often than that cache gives: there some panels of rows stay in the second level
/// and one panel of columns in the first.
/// </remarks>
internal sealed unsafe partial class BlockedProduct<T>
    where T : unmanaged, INumber<T>
{
    private const int CloseBytes = 1024;

    // Factors that take no more than this are in the caches soon: asking for them ahead takes longer than it saves.
    private const long SmallBytes = 128 * 1024;

    // Tiles of so many rows read columns from the second-level cache at the speed of computing.
    private const int ManyRows = 14;

    private const int MostRowPanels = 64;

    // Rows that no more panels of columns meet are read where they lie.
    private const int FewColumnPanels = 2;
    private const int SomeColumnPanels = 16;

    // Columns in place that no more panels of many rows meet are asked for one panel ahead: too few tiles share a block's lines.
    private const int FewRowPanels = 2;

    private readonly Product<T> _product;
    private readonly TileKernels<T> _kernels;
    private readonly PackedMatrix<T>? _packed;
    private readonly T* _packedValues;
    private readonly int _packedFrom;
    private readonly DepthBlocks _blocks;
    private readonly int _rowPanels;
    private readonly int _columnPanels;
    private readonly int _columnPanelsAtOnce;
    private readonly int _rowPanelsAtOnce;
    private readonly int _mostInPlace;
    private readonly bool _columnsInPlace;
    private readonly bool _isLarge;
    private readonly int _panelsAhead;
    private readonly bool _packsAhead;

    /// <summary>A product or a part of one.</summary>
    /// <param name="product">What this thread computes.</param>
    /// <param name="blocks">Those of the whole product, which decide the order of the sums.</param>
    /// <param name="kernels">The tiles.</param>
    /// <param name="packed">The right factor of the whole product where it was packed before, or null.</param>
    /// <param name="packedValues">Its values.</param>
    /// <param name="packedFrom">The panel with which this part begins.</param>
    public BlockedProduct(
        in Product<T> product, DepthBlocks blocks, TileKernels<T> kernels, PackedMatrix<T>? packed, T* packedValues, int packedFrom)
    {
        _product = product;
        _blocks = blocks;
        _kernels = kernels;
        _packed = packed;
        _packedValues = packedValues;
        _packedFrom = packedFrom;
        _rowPanels = Blocking.Panels(product.M, kernels.Rows);
        _columnPanels = Blocking.Panels(product.N, kernels.Columns);
        int depth = _blocks.Longest;
        _columnPanelsAtOnce = Math.Clamp(Blocking.ColumnBytes / (depth * kernels.Columns * sizeof(T)), 1, _columnPanels);
        _mostInPlace = kernels.Rows >= ManyRows ? FewColumnPanels : SomeColumnPanels;
        _rowPanelsAtOnce = kernels.Rows >= ManyRows
            ? 1
            : Math.Clamp(Blocking.RowBytes / (depth * kernels.Rows * sizeof(T)), 1, Math.Min(MostRowPanels, _rowPanels));

        // Two cache lines of each step, which is one panel of 512-bit vectors.
        _panelsAhead = Math.Max(1, 2 * CacheLine.Size / (kernels.Columns * sizeof(T)));
        _isLarge = ((long)product.M + product.N) * product.K * sizeof(T) > SmallBytes;

        // A column that is read where it lies is not packed: worth it when few rows use it, or when its steps lie so close
        // together that reading it touches no more pages than packing would.
        nint step = product.B.Depth * sizeof(T);
        _columnsInPlace = product.B.Line == 1 && (_rowPanels <= FewRowPanels || (_rowPanels <= 6 && step <= CloseBytes));

        // Hardware follows columns that lie side by side over the whole width; others are packed one panel at a time, and
        // come from memory while tiles are formed.
        bool isWhole = product.B.Line == 1 && (nint)_columnPanelsAtOnce * kernels.Columns >= product.B.Depth;
        _packsAhead = isWhole || _columnsInPlace || packed is not null || kernels.Rows >= ManyRows;
    }

    /// <summary>Computes the product on this thread.</summary>
    public void Run()
    {
        int depth = _blocks.Longest;
        int rowsLength = _rowPanelsAtOnce * Packing.RowsLength<T>(_kernels.Rows, depth);
        int columnsLength = _packed is null ? _columnPanelsAtOnce * Distance(depth) : 0;
        using var scratch = Scratch<T>.Rent(rowsLength + columnsLength);
        T* memory = scratch.Pointer;
        for (int panel = 0; panel < _columnPanels; panel += _columnPanelsAtOnce)
        {
            RunColumns((panel, Math.Min(_columnPanels, panel + _columnPanelsAtOnce)), memory + columnsLength, memory);
        }
    }

    /// <summary>All rows with some panels of columns.</summary>
    private void RunColumns((int From, int To) columns, T* rowMemory, T* columnMemory)
    {
        for (int block = 0; block < _blocks.Count; block++)
        {
            nint zero = 0;
            var args = new TileArgs<T>
            {
                ARuns = &zero,
                Runs = 1,
                Steps = _blocks.Length(block),
                CRow = _product.CRow,
                HasAddend = _product.Accumulate || block > 0,
                Activation = block == _blocks.Count - 1 ? _product.Activation : Activation.None,
            };
            if (_packsAhead)
            {
                PackColumns(block, columns, columnMemory);
            }

            RunBlock(&args, block, columns, rowMemory, columnMemory);
        }
    }

    [SkipLocalsInit]
    private void RunBlock(TileArgs<T>* args, int block, (int From, int To) columns, T* rowMemory, T* columnMemory)
    {
        RowPanel* panels = stackalloc RowPanel[MostRowPanels];
        int depth = (int)args->Steps;
        bool once = !_packsAhead && _rowPanels <= _rowPanelsAtOnce;
        nint* room = stackalloc nint[2 * MostLines];
        var soon = new Soon(this, block, columns, room);
        for (int first = 0; first < _rowPanels; first += _rowPanelsAtOnce)
        {
            int last = Math.Min(_rowPanels, first + _rowPanelsAtOnce);
            PackRows(_blocks.Start(block), depth, (first, last), columns.To - columns.From > _mostInPlace, rowMemory, panels);
            soon.StartRows(first);
            if (last - first == 1 && _packsAhead)
            {
                RunRow(args, ref soon, in panels[0], block, columns, columnMemory);
                continue;
            }

            for (int column = columns.From; column < columns.To; column++)
            {
                // A panel that no other rows read is forgotten, so that its place stays in the first-level cache.
                T* packed = columnMemory + (once ? 0 : (nint)(column - columns.From) * Distance(depth));
                if (!_packsAhead && first == 0)
                {
                    PackColumns(block, (column, column + 1), packed);
                }

                soon.Start(column, first == 0, last == _rowPanels, last - first);
                RunColumn(args, ref soon, panels, last - first, block, column, packed);
            }
        }
    }

    /// <summary>The tiles of one panel of rows with all panels of columns, which are packed or in place.</summary>
    private void RunRow(TileArgs<T>* args, ref Soon soon, in RowPanel row, int block, (int From, int To) columns, T* packed)
    {
        nint distance = Distance((int)args->Steps);
        T* c = _product.C + (row.First * _product.CRow);
        args->ARow = row.Values.Line;
        args->AStep = row.Values.Depth;
        for (int panel = columns.From; panel < columns.To; panel++, packed += distance)
        {
            soon.Start(panel, row.First == 0, isLast: false, 1);
            soon.Ask(args, 0);
            T* b = Right(args, block, panel, packed);
            _kernels.Run(args, row.Count, Width(panel), row.Values.Data, b, c + (panel * _kernels.Columns));
        }
    }

    /// <summary>The tiles of some row panels with one panel of columns.</summary>
    private void RunColumn(TileArgs<T>* args, ref Soon soon, RowPanel* panels, int count, int block, int panel, T* packed)
    {
        int columns = Width(panel);
        T* b = Right(args, block, panel, packed), c = _product.C + (panel * _kernels.Columns);
        for (int i = 0; i < count; i++)
        {
            RowPanel row = panels[i];
            args->ARow = row.Values.Line;
            args->AStep = row.Values.Depth;
            soon.Ask(args, i);
            _kernels.Run(args, row.Count, columns, row.Values.Data, b, c + (row.First * _product.CRow));
        }
    }

    /// <summary>Where tiles read a panel of columns, and what they need for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T* Right(TileArgs<T>* args, int block, int panel, T* packed)
    {
        bool hasBias = _product.Bias is not null && block == _blocks.Count - 1;
        args->Bias = hasBias ? _product.Bias + (panel * _kernels.Columns) : null;
        args->BStep = _kernels.Columns;
        if (_packed is not null)
        {
            return _packedValues + _packed.Offset(block, _packedFrom + panel);
        }

        if (_columnsInPlace && Width(panel) == _kernels.Columns)
        {
            args->BStep = _product.B.Depth;
            return Columns(block, panel).Data;
        }

        return packed;
    }

    /// <summary>The rows of some panels from a depth on, packed where tiles read them often enough.</summary>
    private void PackRows(int start, int depth, (int From, int To) panels, bool packs, T* memory, RowPanel* target)
    {
        int length = Packing.RowsLength<T>(_kernels.Rows, depth);
        for (int panel = panels.From; panel < panels.To; panel++, target++, memory += length)
        {
            int row = Row(panel), count = Row(panel + 1) - row;
            Factor<T> values = _product.A.From(row, start);
            *target = new RowPanel(packs ? Packing.Rows(in values, count, depth, memory) : values, row, count);
        }
    }

    private void PackColumns(int block, (int From, int To) panels, T* memory)
    {
        if (_packed is not null)
        {
            return;
        }

        int from = panels.From * _kernels.Columns, to = Math.Min(panels.To * _kernels.Columns, _product.N);
        if (_columnsInPlace)
        {
            // Only what is less than a tile wide: whole vectors of it could reach past the matrix.
            int whole = to / _kernels.Columns * _kernels.Columns;
            memory += (nint)(whole - from) / _kernels.Columns * Distance(_blocks.Length(block));
            from = whole;
        }

        Packing.Columns(Columns(block, 0).From(from, 0), to - from, _blocks.Length(block), _kernels.Columns, memory, Distance(_blocks.Length(block)));
    }

    // A panel of columns from the first depth of a block on.
    private Factor<T> Columns(int block, int panel) => _product.B.From(panel * _kernels.Columns, _blocks.Start(block));

    private int Width(int panel) => Math.Min(_kernels.Columns, _product.N - (panel * _kernels.Columns));

    private int Distance(int depth) => Packing.PanelDistance<T>(depth, _kernels.Columns);

    // Rows are dealt evenly over the panels: 13 or 14 each, never a tail of 2.
    private int Row(int panel) => Blocking.Part(_product.M, _rowPanels, panel);

    /// <summary>Some rows of the left factor.</summary>
    private readonly record struct RowPanel(Factor<T> Values, nint First, int Count);
}
