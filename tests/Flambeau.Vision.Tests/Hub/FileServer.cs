using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Flambeau.Vision.Tests.Hub;

/// <summary>A web server on this machine with one file, which misbehaves as a test wants.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public FileServer(byte[] content)
    {
        Content = content;
        int port = FreePort();
        Root = new Uri($"http://localhost:{port}/models/");
        _listener.Prefixes.Add($"http://localhost:{port}/");
        _listener.Start();
        _ = AnswerAsync();
    }

    public Uri Root { get; }

    /// <summary>The file.</summary>
    public byte[] Content { get; set; }

    /// <summary>The strong entity tag of the file; null for none.</summary>
    public string? ETag { get; set; } = "\"one\"";

    /// <summary>Whether ranges are answered; otherwise the whole file comes.</summary>
    public bool Ranges { get; set; } = true;

    /// <summary>What is answered to the request of a number from 0 on; 200 is the file.</summary>
    public Func<int, int> Status { get; set; } = _ => 200;

    /// <summary>After how many bytes of its body the answer of a number breaks off; null for never.</summary>
    public Func<int, int?> Cut { get; set; } = _ => null;

    /// <summary>How long each answer takes to begin.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The Range headers of all requests, empty where there was none.</summary>
    public List<string> Requests { get; } = [];

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // the test is over, or the client went away
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        int number = Requests.Count;
        string range = context.Request.Headers["Range"] ?? "";
        Requests.Add(range);
        Thread.Sleep(Delay);
        var response = context.Response;
        response.StatusCode = Status(number);
        if (response.StatusCode != 200)
        {
            response.Close();
            return;
        }

        int start = Start(context.Request, range);
        if (start > 0)
        {
            response.StatusCode = start < Content.Length ? 206 : 416;
            response.Headers["Content-Range"] = start < Content.Length ? $"bytes {start}-{Content.Length - 1}/{Content.Length}" : $"bytes */{Content.Length}";
        }

        if (ETag is not null)
        {
            response.Headers["ETag"] = ETag;
        }

        byte[] body = Content[Math.Min(start, Content.Length)..];
        response.ContentLength64 = body.Length;
        if (Cut(number) is { } cut && cut < body.Length)
        {
            response.OutputStream.Write(body, 0, cut);
            response.OutputStream.Flush();
            response.Abort();
        }
        else
        {
            response.Close(body, willBlock: true);
        }
    }

    // another version of the file than the client has a part of comes whole
    private int Start(HttpListenerRequest request, string range) =>
        Ranges && range.Length > 0 && request.Headers["If-Range"] == ETag
            ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture)
            : 0;
}
