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
    private readonly DepthBlocks _blocks;
    private readonly int _rowPanels;
    private readonly int _columnPanels;
    private readonly int _columnPanelsAtOnce;
    private readonly int _rowPanelsAtOnce;
    private readonly int _mostInPlace;
    private readonly bool _columnsInPlace;
    private readonly bool _isLarge;
    private readonly int _panelsAhead;
    private int _rowParts;
    private int _columnParts;
    private bool _packsAhead;

    public BlockedProduct(in Product<T> product, TileKernels<T> kernels, PackedMatrix<T>? packed, T* packedValues)
    {
        _product = product;
        _kernels = kernels;
        _packed = packed;
        _packedValues = packedValues;
        _rowPanels = Blocking.Panels(product.M, kernels.Rows);
        _columnPanels = Blocking.Panels(product.N, kernels.Columns);
        _blocks = new DepthBlocks(product.K, product.N);
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
    }

    /// <summary>Computes the product on all threads.</summary>
    public void Run(int threads)
    {
        (_rowParts, _columnParts) = Blocking.Split(_rowPanels, _columnPanels, _kernels.Rows, _kernels.Columns, threads);

        // Hardware follows columns that lie side by side over the whole width; others are packed one panel at a time, and
        // come from memory while tiles are formed.
        int atOnce = Math.Min(_columnPanelsAtOnce, Blocking.Panels(_columnPanels, _columnParts));
        bool isWhole = _product.B.Line == 1 && (nint)atOnce * _kernels.Columns >= _product.B.Depth;
        _packsAhead = isWhole || _columnsInPlace || _packed is not null || _kernels.Rows >= ManyRows;
        if (_rowParts * _columnParts == 1)
        {
            RunParts(0, 1);
        }
        else
        {
            Workers.For(_rowParts * _columnParts, RunParts);
        }
    }

    private void RunParts(int from, int to)
    {
        int depth = _blocks.Longest;
        int rowsLength = _rowPanelsAtOnce * Packing.RowsLength<T>(_kernels.Rows, depth);
        int columnsLength = _packed is null ? _columnPanelsAtOnce * Distance(depth) : 0;
        var scratch = Block.Rent((long)(rowsLength + columnsLength) * sizeof(T));
        fixed (T* memory = scratch.AsSpan<T>(0, rowsLength + columnsLength))
        {
            for (int part = from; part < to; part++)
            {
                int rowPart = part % _rowParts, columnPart = part / _rowParts;
                var rows = (Blocking.Part(_rowPanels, _rowParts, rowPart), Blocking.Part(_rowPanels, _rowParts, rowPart + 1));
                int end = Blocking.Part(_columnPanels, _columnParts, columnPart + 1);
                for (int panel = Blocking.Part(_columnPanels, _columnParts, columnPart); panel < end; panel += _columnPanelsAtOnce)
                {
                    var region = new Region(rows, (panel, Math.Min(end, panel + _columnPanelsAtOnce)), end);
                    RunRegion(in region, memory + columnsLength, memory);
                }
            }
        }

        scratch.Return();
    }

    private void RunRegion(in Region region, T* rowMemory, T* columnMemory)
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
                PackColumns(block, region.Columns, columnMemory);
            }

            RunBlock(&args, block, in region, rowMemory, columnMemory);
        }
    }

    [SkipLocalsInit]
    private void RunBlock(TileArgs<T>* args, int block, in Region region, T* rowMemory, T* columnMemory)
    {
        RowPanel* panels = stackalloc RowPanel[MostRowPanels];
        int depth = (int)args->Steps;
        (int from, int to) = region.Columns;
        bool once = !_packsAhead && region.Rows.To - region.Rows.From <= _rowPanelsAtOnce;
        nint* room = stackalloc nint[2 * MostLines];
        var soon = new Soon(this, block, in region, room);
        for (int first = region.Rows.From; first < region.Rows.To; first += _rowPanelsAtOnce)
        {
            int last = Math.Min(region.Rows.To, first + _rowPanelsAtOnce);
            PackRows(_blocks.Start(block), depth, (first, last), to - from > _mostInPlace, rowMemory, panels);
            soon.StartRows(first);
            if (last - first == 1 && _packsAhead)
            {
                RunRow(args, ref soon, in panels[0], block, in region, columnMemory);
                continue;
            }

            for (int column = from; column < to; column++)
            {
                // A panel that no other rows read is forgotten, so that its place stays in the first-level cache.
                T* packed = columnMemory + (once ? 0 : (nint)(column - from) * Distance(depth));
                if (!_packsAhead && first == region.Rows.From)
                {
                    PackColumns(block, (column, column + 1), packed);
                }

                soon.Start(column, first == region.Rows.From, last == region.Rows.To, last - first);
                RunColumn(args, ref soon, panels, last - first, block, column, packed);
            }
        }
    }

    /// <summary>The tiles of one panel of rows with all panels of columns, which are packed or in place.</summary>
    private void RunRow(TileArgs<T>* args, ref Soon soon, in RowPanel row, int block, in Region region, T* packed)
    {
        nint distance = Distance((int)args->Steps);
        T* c = _product.C + (row.First * _product.CRow);
        args->ARow = row.Values.Line;
        args->AStep = row.Values.Depth;
        for (int panel = region.Columns.From; panel < region.Columns.To; panel++, packed += distance)
        {
            soon.Start(panel, row.First == Row(region.Rows.From), isLast: false, 1);
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
            return _packedValues + _packed.Offset(block, panel);
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

    /// <summary>Panels that share packed columns, and the end of the panels of columns that this thread goes on with.</summary>
    private readonly record struct Region((int From, int To) Rows, (int From, int To) Columns, int End);

    /// <summary>Some rows of the left factor.</summary>
    private readonly record struct RowPanel(Factor<T> Values, nint First, int Count);
}
