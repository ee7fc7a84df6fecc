using System.Diagnostics;
using Flambeau.Fuzz;
using SharpFuzz;

if (args is ["list"])
{
    Console.WriteLine(string.Join('\n', FuzzTarget.All.Keys.Where(key => key != FuzzTarget.Canary)));
    return 0;
}

if (args is not [var action, var name, .. var rest] || !FuzzTarget.All.TryGetValue(name, out FuzzTarget? target))
{
    Console.Error.WriteLine($"usage: list, or seeds|run|replay {string.Join('|', FuzzTarget.All.Keys)} [FOLDER | FILES]");
    return 2;
}

switch (action)
{
    case "seeds":
        // The names tell apart what may be kept here after changes, and files of others.
        Write(rest[0], "own", target.Made().Concat(Corpus.Of(name).Select(file => file.Bytes)));
        Write(rest[0], "shared", target.Shared());
        return 0;
    case "run":
        Fuzzer.OutOfProcess.Run(stream => Budget.Keep(target.Read, ReadAll(stream)));
        return 0;
    case "replay":
        foreach (string file in rest)
        {
            long start = Stopwatch.GetTimestamp();
            Budget.Keep(target.Read, File.ReadAllBytes(file));
            Console.WriteLine($"{file}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F1} ms");
        }

        return 0;
    default:
        Console.Error.WriteLine($"'{action}' is none of seeds, run, replay");
        return 2;
}

static void Write(string folder, string kind, IEnumerable<byte[]> seeds)
{
    Directory.CreateDirectory(folder);
    int count = 0;
    foreach (byte[] seed in seeds)
    {
        File.WriteAllBytes(Path.Combine(folder, $"{kind}-{count++}"), seed);
    }
}

static byte[] ReadAll(Stream stream)
{
    using var bytes = new MemoryStream();
    stream.CopyTo(bytes);
    return bytes.ToArray();
}
