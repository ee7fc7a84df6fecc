using System.Text;

namespace Flambeau.Kernels.Tests.Checksum;

public class Crc32Tests
{
    [Theory]
    [InlineData("", 0x00000000)]
    [InlineData("123456789", 0xCBF43926)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339)]
    public void It_is_that_of_zip(string text, uint expected) =>
        Assert.Equal(expected, Kernels.Crc32.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Every_length_at_every_alignment_agrees_with_the_definition()
    {
        byte[] bytes = Bytes(1400);
        for (int start = 0; start < 64; start++)
        {
            uint register = uint.MaxValue;
            for (int length = 0; start + length < bytes.Length; length++)
            {
                Assert.True(~register == Kernels.Crc32.Of(bytes.AsSpan(start, length)), $"{length} bytes at {start}");
                register = OneByte(register, bytes[start + length]);
            }
        }
    }

    [Fact]
    public void Nothing_behind_the_end_is_read()
    {
        foreach (int length in (int[])[1, 63, 64, 65, 127, 128, 129, 511, 512, 513, 1000])
        {
            using var guarded = new GuardedBuffer<byte>(length);
            Bytes(length).CopyTo(guarded.Span);
            uint expected = ~Bytes(length).Aggregate(uint.MaxValue, OneByte);
            Assert.Equal(expected, Kernels.Crc32.Of(guarded.Span));
        }
    }

    [Fact]
    public void Pieces_give_the_checksum_of_the_whole()
    {
        byte[] bytes = Bytes(5000);
        uint whole = Kernels.Crc32.Of(bytes);
        foreach (int cut in (int[])[0, 1, 7, 64, 128, 200, 4096, 4999, 5000])
        {
            var added = default(Kernels.Crc32);
            added.Add(bytes.AsSpan(0, cut));
            added.Add(bytes.AsSpan(cut));
            Assert.Equal(whole, added.Value);

            var combined = default(Kernels.Crc32);
            combined.Add(Kernels.Crc32.Of(bytes.AsSpan(0, cut)), cut);
            combined.Add(Kernels.Crc32.Of(bytes.AsSpan(cut)), bytes.Length - cut);
            Assert.Equal(whole, combined.Value);
        }
    }

    [Fact]
    public void Pieces_of_gigabytes_can_be_combined()
    {
        // Zeros, so that doubling gives any length.
        const int Doublings = 33;
        uint doubled = Kernels.Crc32.Of(new byte[1]);
        for (int i = 0; i < Doublings; i++)
        {
            var crc = default(Kernels.Crc32);
            crc.Add(doubled, 1L << i);
            crc.Add(doubled, 1L << i);
            doubled = crc.Value;
            if (i == 20)
            {
                Assert.Equal(Kernels.Crc32.Of(new byte[1 << 21]), doubled);
            }
        }

        // Python: functools.reduce(lambda c, _: zlib.crc32(bytes(1 << 26), c), range(128), 0)
        Assert.Equal(0x41D9_12FFu, doubled);
    }

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The definition, bit by bit.</summary>
    private static uint OneByte(uint register, byte value)
    {
        register ^= value;
        for (int bit = 0; bit < 8; bit++)
        {
            register = (register >> 1) ^ ((register & 1) != 0 ? 0xEDB88320 : 0);
        }

        return register;
    }
}
