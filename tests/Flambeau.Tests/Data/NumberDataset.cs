using Flambeau.Data;

namespace Flambeau.Tests.Data;

/// <summary>The numbers 0 to Count - 1 as samples.</summary>
internal sealed class NumberDataset(int count) : IDataset<int>
{
    public int Count => count;

    public int this[int index] => index;
}
