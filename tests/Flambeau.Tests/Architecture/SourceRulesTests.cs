using System.Text.RegularExpressions;

namespace Flambeau.Tests.Architecture;

public partial class SourceRulesTests
{
    private const int LineBudget = 400;

    [Fact]
    public void The_sources_are_found() => Assert.Contains(SourceFile.All, f => f.Project == "Flambeau");

    [Fact]
    public void Unsafe_code_and_intrinsics_live_in_the_kernels_only() =>
        Assert.Empty(
            from file in SourceFile.All
            where file.Project != "Flambeau.Kernels"
            from line in file.Code()
            where Unsafe().IsMatch(line.Code)
            select $"{file.RelativePath}:{line.Number}: {line.Code.Trim()}");

    [Theory]
    [InlineData("unsafe struct Pair", true)]
    [InlineData("fixed (float* p = x)", true)]
    [InlineData("Unsafe.Add(ref x, 1)", true)]
    [InlineData("using System.Runtime.Intrinsics;", true)]
    [InlineData("Vector256<float> v", true)]
    [InlineData("MemoryMarshal.GetReference(x)", true)]
    [InlineData("bool unsafely = true;", false)]
    [InlineData("int fixedSize = 3;", false)]
    public void The_rule_sees_unsafe_code(string code, bool expected) => Assert.Equal(expected, Unsafe().IsMatch(code));

    [Fact]
    public void No_file_exceeds_the_line_budget() =>
        Assert.Empty(SourceFile.All.Where(f => f.Lines.Length > LineBudget).Select(f => $"{f.RelativePath}: {f.Lines.Length} lines"));

    [Fact]
    public void Every_top_level_type_lies_in_a_file_of_its_name() =>
        Assert.Empty(
            from file in SourceFile.All
            from line in file.Code()
            let match = PublicType().Match(line.Code)
            where match.Success && match.Groups["name"].Value != file.BaseName
            where !IsOperatorFile(file, line.Code)
            select $"{file.RelativePath}:{line.Number}: {match.Groups["name"].Value}");

    [Fact]
    public void No_source_holds_notes_to_self() =>
        Assert.Empty(
            from file in SourceFile.All
            from line in file.Lines.Index()
            where Notes().IsMatch(line.Item)
            select $"{file.RelativePath}:{line.Index + 1}: {line.Item.Trim()}");

    // A file under Ops/ is named after its operator and holds the part of Tensor or F that belongs to it.
    private static bool IsOperatorFile(SourceFile file, string code) =>
        file.RelativePath.Contains("/Ops/", StringComparison.Ordinal) && code.Contains(" partial ", StringComparison.Ordinal);

    // MemoryMarshal.Cast and AsBytes check bounds; GetReference and CreateSpan do not.
    [GeneratedRegex(@"\bunsafe\b|\bfixed\s*\(|\bUnsafe\.|\bRuntime\.Intrinsics\b|\bVector(64|128|256|512)\b|\bMemoryMarshal\.(GetReference|GetArrayDataReference|CreateSpan|CreateReadOnlySpan)\b|\bNativeMemory\b")]
    private static partial Regex Unsafe();

    // Nested types are indented; file-scoped namespaces leave top-level types at the margin.
    [GeneratedRegex(@"^public\s+(?:(?:abstract|sealed|static|partial|readonly|ref|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+(?<name>\w+)")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Notes();
}
