namespace Flambeau.Kernels;

/// <summary>
/// Which of the slices that <see cref="Slices"/> adds may meet in one place, and so must be added in order: slices come
/// in <paramref name="Groups"/> equal groups, one after another, that never meet; in a group they come in runs of <paramref
/// name="Neighbours"/> that do not meet either, and each meets only its counterparts in other runs, at the same positions.
/// </summary>
/// <param name="Groups">The number of groups.</param>
/// <param name="Neighbours">The length of a run.</param>
internal readonly record struct SliceOrder(int Groups = 1, int Neighbours = 1);
