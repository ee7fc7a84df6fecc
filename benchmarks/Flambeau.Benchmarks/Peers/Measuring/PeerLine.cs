using System.Globalization;
using System.Text.Json.Serialization;

namespace Flambeau.Benchmarks.Peers;

/// <summary>What one case showed with one number of threads.</summary>
internal sealed record PeerLine
{
    public const string Header =
        "| case | threads | Flambeau, ms | peer, ms | peer | ratio | target | difference | Flambeau, MiB | peer, MiB | ratio | met |\n"
        + "|---|---|---|---|---|---|---|---|---|---|---|---|";

    private const double MemoryTarget = 1;

    public required string Name { get; init; }

    public required string Timed { get; init; }

    public required int Threads { get; init; }

    public required double OursMs { get; init; }

    /// <summary>Each peer's median.</summary>
    public required IReadOnlyDictionary<string, double> PeersMs { get; init; }

    /// <summary>The fastest peer.</summary>
    public string Peer => PeersMs.MinBy(item => item.Value).Key;

    public double PeerMs => PeersMs[Peer];

    /// <summary>Our time to each peer's in the same round, the median over the rounds: a slow spell between two turns does not count.</summary>
    public required IReadOnlyDictionary<string, double> Ratios { get; init; }

    public double Ratio => Ratios[Peer];

    public required double Target { get; init; }

    /// <summary>The largest distance of any result from any peer's (<see cref="Agreement"/>).</summary>
    public required double Difference { get; init; }

    public long? OursPeakBytes { get; init; }

    /// <summary>The fastest peer's.</summary>
    public long? PeerPeakBytes { get; init; }

    public double? MemoryRatio => (double?)OursPeakBytes / PeerPeakBytes;

    public bool TimeMet => Ratio <= Target;

    public bool? MemoryMet => MemoryRatio is { } ratio ? ratio <= MemoryTarget : null;

    [JsonIgnore]
    private string Met => (TimeMet, MemoryMet) switch
    {
        (true, null or true) => "yes",
        (false, null or true) => "time missed",
        (true, false) => "memory missed",
        (false, false) => "both missed",
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {Threads} | {OursMs:G4} | {string.Join(" / ", PeersMs.Values.Select(value => value.ToString("G4", CultureInfo.InvariantCulture)))} | "
        + $"{Peer} | {Ratio:F2} | {Target:F2} | {Difference:E0} | {Mebibytes(OursPeakBytes)} | {Mebibytes(PeerPeakBytes)} | {MemoryRatio:F2} | {Met} |");

    private static string Mebibytes(long? bytes) => bytes is { } value ? (value >> 20).ToString(CultureInfo.InvariantCulture) : "";
}
