namespace Flambeau.NN;

/// <summary>Knows which modules are being called on this thread, so that an error can say where it happened.</summary>
internal static class ModulePath
{
    [ThreadStatic]
    private static Stack<Module>? t_calls;

    [ThreadStatic]
    private static (Exception Error, Module[] Calls)? t_failure;

    /// <summary>A call begins; true when it is not inside another.</summary>
    public static bool Enter(Module module)
    {
        var calls = t_calls ??= new Stack<Module>();
        calls.Push(module);
        return calls.Count == 1;
    }

    /// <summary>A call ends.</summary>
    public static void Leave() => t_calls!.Pop();

    /// <summary>Notes where an exception was first seen; an exception filter that never accepts, so no frame is unwound for it.</summary>
    public static bool Remember(Exception error)
    {
        if (t_failure?.Error != error)
        {
            // the stack enumerates from the innermost call outwards
            t_failure = (error, [.. t_calls!.Reverse()]);
        }

        return false;
    }

    /// <summary>True for the exceptions of bad input, which can be made anew with a better message.</summary>
    public static bool CanDescribe(Exception error) =>
        t_failure?.Error == error
        && (error.GetType() == typeof(ArgumentException)
            || error.GetType() == typeof(ArgumentOutOfRangeException)
            || error.GetType() == typeof(InvalidOperationException)
            || error.GetType() == typeof(NotSupportedException));

    /// <summary>An exception of the same type whose message begins with the path of the module that failed.</summary>
    public static Exception Describe(Exception error)
    {
        string message = $"{PathOf(t_failure!.Value.Calls)}: {error.Message}";
        t_failure = null;
        return error switch
        {
            ArgumentOutOfRangeException => new ArgumentOutOfRangeException(message, error),
            ArgumentException => new ArgumentException(message, error),
            NotSupportedException => new NotSupportedException(message, error),
            _ => new InvalidOperationException(message, error),
        };
    }

    // "Net.fc1 (Linear)"
    private static string PathOf(Module[] calls)
    {
        var (root, failed) = (calls[0], calls[^1]);
        if (ReferenceEquals(root, failed))
        {
            return root.GetType().Name;
        }

        string? name = root.NamedModules().FirstOrDefault(entry => ReferenceEquals(entry.Module, failed)).Name;
        return $"{root.GetType().Name}.{name ?? "?"} ({failed.GetType().Name})";
    }
}
