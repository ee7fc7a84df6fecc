using System.Reflection;
using System.Xml.Linq;
using Flambeau.Testing;

namespace Flambeau.Tests.Architecture;

public class ReferenceDirectionTests
{
    /// <summary>Kernels, Flambeau, Vision, Cli: each may use those before it.</summary>
    private static readonly string[] s_layers = ["Flambeau.Kernels", "Flambeau", "Flambeau.Vision", "Flambeau.Cli"];

    [Theory]
    [InlineData("Flambeau.Kernels")]
    [InlineData("Flambeau")]
    [InlineData("Flambeau.Vision")]
    [InlineData("Flambeau.Cli")]
    public void Projects_reference_only_lower_layers(string project)
    {
        int layer = Array.IndexOf(s_layers, project);
        var references = ProjectFile(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.All(references, r => Assert.InRange(Array.IndexOf(s_layers, r), 0, layer - 1));
    }

    [Fact]
    public void The_core_assembly_references_kernels_and_the_framework_only()
    {
        // Any public type of the assembly will do.
        Assert.All(
            Assembly.Load("Flambeau").GetReferencedAssemblies(),
            a => Assert.True(a.Name == "Flambeau.Kernels" || a.Name!.StartsWith("System.", StringComparison.Ordinal), a.Name));
    }

    [Fact]
    public void The_kernels_assembly_references_the_framework_only() =>
        Assert.All(
            Assembly.Load("Flambeau.Kernels").GetReferencedAssemblies(),
            a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void The_kernels_assembly_shows_nothing_to_the_public() =>
        Assert.Empty(Assembly.Load("Flambeau.Kernels").GetExportedTypes());

    [Theory]
    [InlineData("Flambeau.Kernels")]
    [InlineData("Flambeau")]
    public void The_lower_layers_need_no_package_outside_dotnets_own_family(string project) =>
        Assert.All(
            ProjectFile(project).Descendants("PackageReference").Where(p => (string?)p.Attribute("PrivateAssets") != "all"),
            p => Assert.StartsWith("System.", p.Attribute("Include")!.Value, StringComparison.Ordinal));

    [Fact]
    public void Only_the_kernels_project_allows_unsafe_blocks() =>
        Assert.Equal(
            ["Flambeau.Kernels"],
            s_layers.Where(p => ProjectFile(p).Descendants("AllowUnsafeBlocks").Any(e => e.Value == "true")));

    private static XDocument ProjectFile(string project) =>
        XDocument.Load(RepoPaths.Combine("src", project, project + ".csproj"));
}
