using Spectre.Console;

namespace Flambeau.Cli;

/// <summary>Where the tool writes: coloured and live on a terminal, plain text when redirected.</summary>
internal sealed class Terminal
{
    private const int PlainWidth = 120;

    private readonly IAnsiConsole _error;

    private Terminal(TextWriter output, TextWriter error, bool outputIsLive, bool errorIsLive)
    {
        Output = output;
        ErrorOutput = error;
        IsLive = outputIsLive;
        Console = CreateConsole(output, outputIsLive);
        _error = CreateConsole(error, errorIsLive);
    }

    /// <summary>True when progress may be redrawn in place.</summary>
    public bool IsLive { get; }

    /// <summary>For tables and progress bars.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Standard output.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard error.</summary>
    public TextWriter ErrorOutput { get; }

    /// <summary>The process's own streams.</summary>
    public static Terminal ForConsole() =>
        new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected, !System.Console.IsErrorRedirected);

    /// <summary>Plain text to given writers.</summary>
    public static Terminal Plain(TextWriter output, TextWriter error) => new(output, error, false, false);

    /// <summary>Writes a line as it is.</summary>
    public void Line(string text = "") => Output.WriteLine(text);

    /// <summary>Writes a line of a failure's report as it is.</summary>
    public void ErrorLine(string text) => ErrorOutput.WriteLine(text);

    /// <summary>Writes the message of a failure.</summary>
    public void Error(string message)
    {
        _error.Markup("[red]error:[/] ");
        ErrorOutput.WriteLine(message);
    }

    /// <summary>A table with the given headings; numbers go right.</summary>
    public void Table(IReadOnlyList<(string Heading, bool IsNumber)> columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = IsLive ? TableBorder.Rounded : TableBorder.Ascii2 };
        foreach (var (heading, isNumber) in columns)
        {
            var column = new TableColumn(Markup.Escape(heading)) { NoWrap = true };
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }

        foreach (string[] row in rows)
        {
            table.AddRow(Array.ConvertAll(row, cell => new Text(cell)));
        }

        Console.Write(table);
    }

    private static IAnsiConsole CreateConsole(TextWriter writer, bool isLive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isLive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isLive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isLive ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isLive)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
