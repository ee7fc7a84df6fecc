using System.Reflection;

namespace Flambeau.Kernels.Tests;

/// <summary>No kernel is forgotten in <see cref="KernelRuns{T}"/>.</summary>
public class KernelTableTests
{
    // Held to tables of shapes, lengths and pieces by tests of their own; the references are what others are held to.
    private static readonly Type[] s_elsewhere =
    [
        typeof(Conv2dKernel), typeof(EpilogueLoop), typeof(Crc32Table), typeof(Crc32Folding), typeof(ReferenceConv2d), typeof(ReferenceGemm),
    ];

    [Fact]
    public void Every_kernel_that_takes_spans_is_in_the_table()
    {
        string[] kernels =
        [
            .. typeof(Gemm).Assembly.GetTypes().Where(type => type.IsAbstract && type.IsSealed && !s_elsewhere.Contains(type))
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(method => !method.IsPrivate && method.GetParameters().Any(TakesSpan))
                .Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Distinct(),
        ];
        string[] table = [.. KernelRuns<float>.All.Keys.Select(name => name.Split(',')[0]).Distinct()];
        Assert.True(kernels.Length > 40, "the kernels are found");
        Assert.Empty(kernels.Except(table));
        Assert.Empty(table.Except(kernels));
    }

    private static bool TakesSpan(ParameterInfo parameter) =>
        parameter.ParameterType is { IsGenericType: true } type
        && (type.GetGenericTypeDefinition() == typeof(Span<>)
            || (type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>) && type.GetGenericArguments()[0] != typeof(char)));
}
