namespace Flambeau.Vision;

/// <summary>The four IDX files that MNIST and the data sets in its image consist of.</summary>
internal static class MnistFiles
{
    private const int ClassCount = 10;

    /// <summary>Reads the training or test part.</summary>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names the file and the
    /// offset.</exception>
    public static LabelledPixels Read(string folder, bool train)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
        {
            throw new DatasetException(folder, "there is no such folder.");
        }

        string part = train ? "train" : "t10k";
        var labels = IdxFile.Read(folder, $"{part}-labels-idx1-ubyte", rank: 1);
        var images = IdxFile.Read(folder, $"{part}-images-idx3-ubyte", rank: 3);
        if (images.Sizes[0] != labels.Sizes[0])
        {
            throw new DatasetException(images.Path, $"there are {images.Sizes[0]} images, but '{labels.Path}' has "
                + $"{labels.Sizes[0]} labels.", 4);
        }

        int wrong = labels.Data.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(ClassCount - 1));
        if (wrong >= 0)
        {
            throw new DatasetException(labels.Path, $"label {wrong} must lie between 0 and {ClassCount - 1}, but is "
                + $"{labels.Data[wrong]}.", labels.HeaderLength + wrong);
        }

        return new LabelledPixels(
            images.Data, Array.ConvertAll(labels.Data, label => (long)label), (images.Sizes[1], images.Sizes[2], 1));
    }
}
