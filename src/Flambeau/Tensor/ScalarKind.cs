namespace Flambeau;

/// <summary>The categories of type promotion, lowest first.</summary>
internal enum ScalarKind
{
    Bool,
    Integer,
    Float,
}
