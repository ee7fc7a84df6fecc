using System.Numerics;

namespace Flambeau.Kernels.Tests;

public unsafe class TileKernelsTests
{
    public static TheoryData<int> AllWidths => Widths.Data;

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void Every_tile_matches_its_definition_in_float(int bits) => EveryTile<float>(bits, 1e-6);

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void Every_tile_matches_its_definition_in_double(int bits) => EveryTile<double>(bits, 1e-14);

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void Activations_keep_nan(int bits)
    {
        var kernels = TileKernels<float>.For(bits);
        float* a = stackalloc float[1], b = stackalloc float[64], c = stackalloc float[64];
        nint zero = 0;
        *a = float.NaN;
        new Span<float>(b, 64).Fill(1);
        var args = new TileArgs<float> { ARuns = &zero, Runs = 1, Steps = 1, BStep = kernels.Columns, CRow = kernels.Columns, Activation = Activation.ReLU6 };
        kernels.Run(&args, 1, kernels.Columns, a, b, c);
        Assert.True(float.IsNaN(c[0]));
        *a = -1;
        kernels.Run(&args, 1, kernels.Columns, a, b, c);
        Assert.Equal(0, c[0]);
        *a = 7;
        kernels.Run(&args, 1, kernels.Columns, a, b, c);
        Assert.Equal(6, c[0]);
    }

    /// <summary>The list ends at a page that nobody may touch.</summary>
    [Theory]
    [MemberData(nameof(AllWidths))]
    public void A_tile_reads_only_the_distances_it_was_given(int bits)
    {
        const int Steps = 37;
        var kernels = TileKernels<float>.For(bits);
        float* memory = stackalloc float[4096], c = stackalloc float[1024];
        nint* runs = stackalloc nint[2];
        for (int rows = 1; rows <= kernels.Rows; rows++)
        {
            foreach (int count in (int[])[1, 5, Steps, 2 * Steps, 3 * Steps])
            {
                using var lines = new GuardedBuffer<nint>(count);
                foreach (int bStep in (int[])[kernels.Columns, kernels.Columns + 3])
                {
                    var args = new TileArgs<float>
                    {
                        ARuns = runs,
                        Runs = 2,
                        Steps = Steps,
                        ARow = Steps,
                        AStep = 1,
                        BStep = bStep,
                        CRow = kernels.Columns,
                    };
                    args.Ask(memory, lines.Pointer, count);
                    kernels.Run(&args, rows, kernels.Columns, memory, memory, c);
                    (args.ARow, args.AStep) = (1, rows);
                    kernels.Run(&args, rows, kernels.Width, memory, memory, c);
                }
            }
        }
    }

    private static void EveryTile<T>(int bits, double tolerance)
        where T : unmanaged, INumber<T>
    {
        var kernels = TileKernels<T>.For(bits);
        for (int rows = 1; rows <= kernels.Rows; rows++)
        {
            for (int columns = 1; columns <= kernels.Columns; columns++)
            {
                int variant = (rows * 5) + columns;
                Compare(kernels, rows, columns, new Case(variant), tolerance);
            }
        }

        for (int variant = 0; variant < 192; variant++)
        {
            Compare(kernels, kernels.Rows, kernels.Columns, new Case(variant), tolerance);
        }
    }

    /// <summary>One setting of everything but the tile's size.</summary>
    private readonly record struct Case(int Variant)
    {
        public bool HasBias => (Variant & 1) != 0;
        public bool HasAddend => (Variant & 2) != 0;
        public Activation Activation => (Activation)(Variant / 4 % 3);
        public bool RowsTogether => (Variant / 12 & 1) != 0; // rows of a next to each other: a transposed factor
        public bool BInPlace => (Variant / 24 & 1) != 0;
        public bool Residual => (Variant / 48 & 1) != 0;
        public int Runs => 1 + (Variant % 3);
        public int Spread => 1 + (Variant / 96 & 1); // neither rows nor steps of a next to each other
        public int Steps => 1 + (Variant % 13);
    }

    private static void Compare<T>(TileKernels<T> kernels, int rows, int columns, Case @case, double tolerance)
        where T : unmanaged, INumber<T>
    {
        int full = columns <= kernels.Width ? kernels.Width : kernels.Columns;
        int aRow = (@case.RowsTogether ? 1 : @case.Steps + 3) * @case.Spread, aStep = (@case.RowsTogether ? rows + 2 : 1) * @case.Spread;
        int aRun = (((rows - 1) * aRow) + ((@case.Steps - 1) * aStep) + 1) + 2, bStep = kernels.Columns + (@case.BInPlace ? 5 : 0);
        int runs = @case.Runs, steps = @case.Steps, cRow = columns + 1;
        nint* aRuns = stackalloc nint[runs], bRuns = stackalloc nint[runs];
        for (int r = 0; r < runs; r++)
        {
            aRuns[r] = (runs - 1 - r) * aRun; // runs need not be in order
            bRuns[r] = @case.BInPlace ? (runs - 1 - r) * steps * bStep : r * steps * bStep;
        }

        var random = new Random(@case.Variant);
        int cLength = ((rows - 1) * cRow) + columns;
        using var a = Fill<T>(random, ((runs - 1) * aRun) + aRun - 2);
        using var b = Fill<T>(random, (((runs * steps) - 1) * bStep) + full);
        using var bias = Fill<T>(random, columns, largest: 8); // some sums pass six
        using var c = Fill<T>(random, cLength * (@case.Residual ? 2 : 1));
        var args = new TileArgs<T>
        {
            ARuns = aRuns,
            BRuns = @case.BInPlace ? bRuns : null,
            Runs = runs,
            Steps = steps,
            ARow = aRow,
            AStep = aStep,
            BStep = bStep,
            CRow = cRow,
            Bias = @case.HasBias ? bias.Pointer : null,
            HasAddend = @case.HasAddend,
            Addend = @case.Residual ? -cLength : 0,
            Activation = @case.Activation,
        };
        T* target = c.Pointer + (@case.Residual ? cLength : 0);
        T[] before = c.Span.ToArray();
        kernels.Run(&args, rows, columns, a.Pointer, b.Pointer, target);

        for (int i = 0; i < before.Length; i++)
        {
            int at = i - (int)(target - c.Pointer);
            bool inside = at >= 0 && at % cRow < columns;
            double expected = inside
                ? Expected(in args, a.Span, b.Span, bias.Span, before, bRuns, at / cRow, at % cRow, i)
                : double.CreateChecked(before[i]);
            Assert.Equal(expected, double.CreateChecked(c.Span[i]), tolerance * (steps * runs));
        }
    }

    private static double Expected<T>(
        in TileArgs<T> args, Span<T> a, Span<T> b, Span<T> bias, T[] before, nint* bRuns, int row, int column, int at)
        where T : unmanaged, INumber<T>
    {
        double sum = 0;
        for (int r = 0; r < args.Runs; r++)
        {
            for (int s = 0; s < args.Steps; s++)
            {
                sum += double.CreateChecked(a[(int)(args.ARuns[r] + (s * args.AStep) + (row * args.ARow))])
                    * double.CreateChecked(b[(int)(bRuns[r] + (s * args.BStep) + column)]);
            }
        }

        sum += args.Bias is null ? 0 : double.CreateChecked(bias[column]);
        sum += args.HasAddend ? double.CreateChecked(before[at + (int)args.Addend]) : 0;
        return args.Activation switch
        {
            Activation.ReLU => Math.Max(sum, 0),
            Activation.ReLU6 => Math.Clamp(sum, 0, 6),
            _ => sum,
        };
    }

    private static GuardedBuffer<T> Fill<T>(Random random, int length, int largest = 1)
        where T : unmanaged, INumber<T>
    {
        var buffer = new GuardedBuffer<T>(length);
        foreach (ref T value in buffer.Span)
        {
            value = T.CreateTruncating(((random.NextDouble() * 2) - 1) * largest);
        }

        return buffer;
    }
}
