using System.IO.Compression;
using System.Text;
using Flambeau.Kernels;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

public class ZipTests
{
    [Theory]
    [InlineData("", 0x00000000)]
    [InlineData("123456789", 0xCBF43926)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339)]
    public void The_checksum_is_that_of_zip(string text, uint expected) =>
        Assert.Equal(expected, Crc32.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Every_entry_begins_at_a_multiple_of_64_and_reads_back()
    {
        Dictionary<string, byte[]> contents = Enumerable.Range(0, 70).ToDictionary(
            i => $"{new string('n', i + 1)}/é", i => Enumerable.Repeat((byte)i, i * 37).ToArray());

        var zip = new ZipReader(ByteSource.Of(Write(contents)));

        Assert.Equal(contents.Keys, zip.Names);
        foreach ((string name, byte[] content) in contents)
        {
            ZipEntry entry = zip.Find(name)!;
            Assert.Equal(0, entry.DataOffset % 64);
            Assert.Equal(content, zip.ReadAll(entry));
        }
    }

    [Fact]
    public void Other_programs_read_what_is_written()
    {
        Stream file = Write(new() { ["a/data.pkl"] = [1, 2, 3], ["a/empty"] = [] });

        using var archive = new ZipArchive(file);

        Assert.Equal(["a/data.pkl", "a/empty"], archive.Entries.Select(entry => entry.FullName));
        var content = new MemoryStream();
        archive.Entries[0].Open().CopyTo(content);
        Assert.Equal([1, 2, 3], content.ToArray());
        Assert.Equal(archive.Entries[0].Length, archive.Entries[0].CompressedLength);
    }

    [Fact]
    public void Entries_beyond_4_GiB_read_back()
    {
        const long Length = (5L << 30) + 3;
        byte[] zeros = new byte[1 << 20];
        var file = new SparseStream();
        var writer = new ZipWriter(file);
        writer.Add("a/big", Length, visit =>
        {
            for (long done = 0; done < Length; done += zeros.Length)
            {
                visit(zeros.AsSpan(0, (int)Math.Min(zeros.Length, Length - done)));
            }
        });
        writer.Add("a/after", "xyz"u8.ToArray());
        writer.Finish();

        var zip = new ZipReader(ByteSource.Of(file));

        Assert.Equal(Length, zip.Find("a/big")!.Length);
        Assert.Equal("xyz"u8, zip.ReadAll(zip.Find("a/after")!));
        Assert.True(zip.Find("a/after")!.DataOffset > Length);
    }

    [Fact]
    public void More_entries_than_16_bits_can_count_read_back()
    {
        const int Count = 70_000;
        var file = new MemoryStream();
        var writer = new ZipWriter(file);
        for (int i = 0; i < Count; i++)
        {
            writer.Add($"a/{i}", BitConverter.GetBytes(i));
        }

        writer.Finish();

        var zip = new ZipReader(ByteSource.Of(file));
        Assert.Equal(Count, zip.Names.Count());
        Assert.Equal(BitConverter.GetBytes(Count - 1), zip.ReadAll(zip.Find($"a/{Count - 1}")!));
        using var archive = new ZipArchive(file);
        Assert.Equal(Count, archive.Entries.Count);
        Assert.Equal($"a/{Count - 1}", archive.Entries[^1].FullName);
    }

    [Fact]
    public void A_flipped_bit_in_the_data_is_found()
    {
        MemoryStream file = Write(new() { ["a/data.pkl"] = [1, 2, 3] });
        file.GetBuffer()[64] ^= 1;
        var zip = new ZipReader(ByteSource.Of(file));

        CheckpointException error = Assert.Throws<CheckpointException>(() => zip.ReadAll(zip.Find("a/data.pkl")!));

        Assert.StartsWith("entry 'a/data.pkl' is damaged: its checksum is", error.Message, StringComparison.Ordinal);
        Assert.Equal(64, error.Offset);
    }

    [Fact]
    public void A_file_cut_short_is_found()
    {
        MemoryStream file = Write(new() { ["a/data.pkl"] = new byte[1000] });
        file.SetLength(600);

        CheckpointException error = Assert.Throws<CheckpointException>(() => new ZipReader(ByteSource.Of(file)));

        Assert.Contains("has no directory at its end", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "contradicts the zip directory")] // signature
    [InlineData(6, "contradicts the zip directory")] // flags: encrypted
    [InlineData(8, "contradicts the zip directory")] // method
    [InlineData(30, "contradicts the zip directory")] // name
    public void A_local_header_must_agree_with_the_directory(int offset, string reason)
    {
        MemoryStream file = Write(new() { ["a/data.pkl"] = [1] });
        file.GetBuffer()[offset] ^= 1;

        CheckpointException error = Assert.Throws<CheckpointException>(() => new ZipReader(ByteSource.Of(file)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Offset);
    }

    [Fact]
    public void Encrypted_entries_are_refused()
    {
        MemoryStream file = Write(new() { ["a/data.pkl"] = [1] });
        int directory = file.GetBuffer().AsSpan().IndexOf("PK\u0001\u0002"u8);
        file.GetBuffer()[directory + 8] |= 1;

        CheckpointException error = Assert.Throws<CheckpointException>(() => new ZipReader(ByteSource.Of(file)));

        Assert.Equal("entry 'a/data.pkl' is encrypted; decrypt the file first", error.Message);
    }

    private static MemoryStream Write(Dictionary<string, byte[]> contents)
    {
        var file = new MemoryStream();
        var writer = new ZipWriter(file);
        foreach ((string name, byte[] content) in contents)
        {
            writer.Add(name, content);
        }

        writer.Finish();
        return file;
    }
}
