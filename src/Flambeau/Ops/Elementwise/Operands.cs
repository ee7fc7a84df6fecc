namespace Flambeau;

/// <summary>Which inputs of a binary function a gradient depends on.</summary>
[Flags]
internal enum Operands
{
    None = 0,
    Input = 1,
    Other = 2,
    Both = Input | Other,
}
