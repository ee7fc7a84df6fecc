namespace Flambeau.Kernels.Tests;

public unsafe class StretchesTests
{
    [Theory]
    [InlineData(14, 512, 4096, true)] // rows along the depth
    [InlineData(14, 500, 777, true)]
    [InlineData(14, 300, 1024, false)] // rows side by side: less than a line each
    [InlineData(224, 384, 3136, false)] // columns side by side
    [InlineData(5, 7, 9, true)]
    public void The_parts_of_a_list_ask_for_every_line_and_no_other(int lines, int depth, int distance, bool alongDepth)
    {
        const int Most = 1 << 20;
        var start = (float*)(1 << 20); // nothing is read
        var factor = alongDepth ? new Factor<float>(start, distance, 1) : new Factor<float>(start, 1, distance);
        var stretches = Stretches.Of(in factor, lines, depth);
        nint* list = stackalloc nint[(2 * (int)stretches.Lines) + 1];
        foreach (int parts in (int[])[1, 3, 9, 100])
        {
            stretches.List(parts, list, Most);
            var dealt = new StretchParts(in stretches, parts, Most);
            var asked = new HashSet<nint>();
            for (int part = 0; part < parts; part++)
            {
                nint zero = 0;
                var args = new TileArgs<float> { ARuns = &zero, Runs = 1, Steps = Most };
                dealt.AskDuring(&args, list, Most);
                long count = args.SoonEvery == 0 ? 0 : Most * TileArgs<float>.Step / args.SoonEvery;
                for (int i = 0; i < count; i++)
                {
                    Assert.True(asked.Add((nint)args.Soon + args.SoonLines[i]), "a line is asked for twice");
                }
            }

            var expected = new HashSet<nint>();
            (int count, int length) whole = alongDepth ? (lines, depth) : (depth, lines);
            for (int i = 0; i < whole.count; i++)
            {
                for (int at = whole.length * sizeof(float) - 1; at >= 0; at -= 64)
                {
                    expected.Add((nint)start + (nint)i * distance * sizeof(float) + at);
                }
            }

            Assert.Equal(expected.Order(), asked.Order());
        }
    }

    [Fact]
    public void A_list_holds_no_more_lines_than_it_may()
    {
        var factor = new Factor<float>((float*)(1 << 20), 4096, 1);
        var stretches = Stretches.Of(in factor, 14, 512);
        nint* list = stackalloc nint[11];
        list[10] = -1;
        stretches.List(1, list, 10);
        nint zero = 0;
        var args = new TileArgs<float> { ARuns = &zero, Runs = 1, Steps = 512 };
        new StretchParts(in stretches, 1, 512).AskDuring(&args, list, 10);
        Assert.Equal(-1, list[10]);
        Assert.Equal(512 * TileArgs<float>.Step / 10, args.SoonEvery);
    }

    [Fact]
    public void Where_there_is_nothing_nothing_is_asked_for()
    {
        Stretches none = default;
        nint* list = stackalloc nint[4];
        none.List(3, list, 4);
        nint zero = 0;
        var args = new TileArgs<float> { ARuns = &zero, Runs = 1, Steps = 1, SoonEvery = 1 };
        new StretchParts(in none, 3, 1).AskDuring(&args, list, 4);
        Assert.Equal(0, args.SoonEvery);
    }
}
