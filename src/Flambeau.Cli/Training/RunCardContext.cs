using System.Text.Json.Serialization;

namespace Flambeau.Cli.Training;

/// <summary>The run card's JSON form, made at compile time for NativeAOT.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunCard))]
internal sealed partial class RunCardContext : JsonSerializerContext;
