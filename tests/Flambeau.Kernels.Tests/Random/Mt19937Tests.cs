namespace Flambeau.Kernels.Tests;

public class Mt19937Tests
{
    [Fact]
    public void The_ten_thousandth_number_is_the_published_one()
    {
        // The C++ standard's check value of mt19937 with its default seed.
        var generator = new Mt19937(5489);
        uint last = 0;
        for (int i = 0; i < 10_000; i++)
        {
            last = generator.Next();
        }

        Assert.Equal(4123659995u, last);
    }

    [Fact]
    public void Bulk_draws_are_the_single_draws()
    {
        var single = new Mt19937(1);
        var bulk = new Mt19937(1);
        var random = new Random(2);
        for (int round = 0; round < 60; round++)
        {
            var drawn = new uint[random.Next(0, 900)];
            bulk.Fill(drawn);
            foreach (uint number in drawn)
            {
                Assert.Equal(single.Next(), number);
            }

            Assert.Equal(single.Next64(), bulk.Next64());
        }
    }

    [Fact]
    public void A_clone_draws_the_same()
    {
        var generator = new Mt19937(4);
        RandomFill.Normal(generator, 0f, 1f, new float[3]);
        Mt19937 clone = generator.Clone();
        Assert.Equal(RandomFill.Normal(generator, 0, 1), RandomFill.Normal(clone, 0, 1));
        Assert.Equal(generator.Next(), clone.Next());
        Assert.Equal(4UL, clone.InitialSeed);
    }

    [Fact]
    public void The_state_is_PyTorchs_byte_for_byte()
    {
        var bytes = new byte[Mt19937.StateBytes];
        var generator = new Mt19937(9);
        generator.WriteState(bytes);
        Assert.Equal(0xb26bad52u, Crc32.HashToUInt32(bytes));

        RandomFill.Normal(generator, 0f, 1f, new float[3]);
        RandomFill.Uniform(generator, 0f, 1f, new float[700]);
        generator.WriteState(bytes);
        Assert.Equal(0x9bc65352u, Crc32.HashToUInt32(bytes));

        var other = new Mt19937(0);
        other.ReadState(bytes);
        var y = new float[2];
        RandomFill.Normal(other, 0f, 1f, y);
        Assert.Equal([0.345928162f, 0.984668911f], y);
    }

    [Fact]
    public void A_broken_state_is_refused()
    {
        var generator = new Mt19937(0);
        var error = Assert.Throws<ArgumentException>(() => generator.ReadState(new byte[10]));
        Assert.Equal("a generator state has 5056 bytes, but got 10.", error.Message);
        var bytes = new byte[Mt19937.StateBytes];
        bytes[8] = 200;
        bytes[17] = 2;
        error = Assert.Throws<ArgumentException>(() => generator.ReadState(bytes));
        Assert.Equal("a generator state cannot have 200 words left after word 512.", error.Message);
    }
}
