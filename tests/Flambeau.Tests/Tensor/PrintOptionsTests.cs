namespace Flambeau.Tests.Tensors;

[Collection(nameof(PrintOptionsTests))]
[CollectionDefinition(nameof(PrintOptionsTests), DisableParallelization = true)]
public sealed class PrintOptionsTests : IDisposable
{
    public void Dispose() => PrintOptions.Reset();

    [Fact]
    public void Precision_summary_width_and_notation_can_be_chosen()
    {
        var x = Flambeau.Tensor.From([1.12345f, 2.5f]);
        PrintOptions.Precision = 2;
        Assert.Equal("tensor([1.12, 2.50])", x.ToString());
        PrintOptions.Precision = 0;
        Assert.Equal("tensor([1, 2])", x.ToString());
        PrintOptions.Reset();
        PrintOptions.ScientificMode = true;
        Assert.Equal("tensor([1.1235e+00, 2.5000e+00])", x.ToString());
        PrintOptions.Reset();
        PrintOptions.Threshold = 5;
        PrintOptions.EdgeItems = 2;
        Assert.Equal("tensor([0, 1,  ..., 8, 9])", Flambeau.Tensor.Arange(10).ToString());
        PrintOptions.Reset();
        PrintOptions.LineWidth = 20;
        Assert.Equal("tensor([0, 1, 2, 3,\n        4, 5])", Flambeau.Tensor.Arange(6).ToString());
    }
}
