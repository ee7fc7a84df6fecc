using System.Text.Json;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Runs cases and reports them.</summary>
internal sealed class PeerRun(int rounds, bool memory)
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Prints a line per case and number of threads and writes them to a file, one JSON object a line.</summary>
    public int Run(IEnumerable<PeerCase> cases, int[] threadCounts, string? json)
    {
        Console.WriteLine(PeerLine.Header);
        int count = 0;
        using var file = json is null ? null : File.CreateText(json);
        foreach (var item in cases)
        {
            foreach (int threads in threadCounts)
            {
                var line = Measure(item, threads);
                Console.WriteLine(line);
                file?.WriteLine(JsonSerializer.Serialize(line, s_json));
                file?.Flush();
                count++;
            }
        }

        return count == 0 ? 1 : 0;
    }

    private PeerLine Measure(PeerCase item, int threads)
    {
        var settings = new SideSettings(threads, Path.Combine(Path.GetTempPath(), $"flambeau-peers-{Environment.ProcessId}.onnx"));
        try
        {
            var line = Times(item, settings);
            if (!memory)
            {
                return line;
            }

            return line with
            {
                OursPeakBytes = PeakMemory.Measure(item, item.Ours, settings),
                PeerPeakBytes = PeakMemory.Measure(item, item.Find(line.Peer), settings),
            };
        }
        finally
        {
            File.Delete(settings.ModelFile);
        }
    }

    private PeerLine Times(PeerCase item, SideSettings settings)
    {
        List<Workload> works = [];
        try
        {
            foreach (var side in item.Peers.Prepend(item.Ours))
            {
                Threading.Set(side, settings.Threads);
                works.Add(side.Create(settings));
            }

            var (agreeing, difference) = Compare(item, works);
            double[][] times = Turns.Measure([works[0], .. agreeing.Select(peer => peer.Work)], rounds);
            var peers = agreeing.Select((peer, index) => (peer.Side.Name, Times: times[index + 1])).ToList();
            return new PeerLine
            {
                Name = item.Name,
                Timed = item.Timed,
                Threads = settings.Threads,
                OursMs = Turns.Median(times[0]),
                PeersMs = peers.ToDictionary(peer => peer.Name, peer => Turns.Median(peer.Times)),
                Ratios = peers.ToDictionary(peer => peer.Name, peer => Turns.Median(times[0].Zip(peer.Times, (ours, theirs) => ours / theirs))),
                Target = item.Target,
                Difference = difference,
            };
        }
        finally
        {
            works.ForEach(work => work.Release());
        }
    }

    // The peers that compute what we do, and how far the farthest of them is from us. One that does not is left out where another
    // bears us out: libtorch's channels-last convolutions are wrong on some processors, and its other layout is right there.
    private static (List<(Side Side, Workload Work)> Agreeing, double Difference) Compare(PeerCase item, List<Workload> works)
    {
        var state = works[0].State();
        works.Skip(1).ToList().ForEach(work => work.Load(state));
        var expected = works[0].Results();
        List<(Side Side, Workload Work)> agreeing = [];
        List<DisagreementException> disagreements = [];
        double worst = 0;
        foreach (var (side, work) in item.Peers.Zip(works.Skip(1)))
        {
            try
            {
                worst = Math.Max(worst, Agreement.Check($"{item.Name}, {side.Name}", expected, work.Results(), item.Tolerance));
                agreeing.Add((side, work));
            }
            catch (DisagreementException apart)
            {
                disagreements.Add(apart);
            }
        }

        if (agreeing.Count == 0)
        {
            throw disagreements[0];
        }

        disagreements.ForEach(apart => Console.Error.WriteLine($"left out: {apart.Message} {agreeing[0].Side.Name} agrees with us."));
        return (agreeing, worst);
    }
}
