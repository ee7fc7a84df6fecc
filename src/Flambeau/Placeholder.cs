namespace Flambeau;

internal static class Placeholder;
