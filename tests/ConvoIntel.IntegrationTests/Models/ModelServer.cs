using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ConvoIntel.IntegrationTests.Models;

/// <summary>A web server on a socket of its own, so that it can misbehave in every way: cut, stall, lie.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<Func<ReceivedRequest, Reply?>> next = new();
    private readonly ConcurrentDictionary<string, ServedFile> files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();
    private readonly Task accepting;

    public ModelServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public IReadOnlyList<ReceivedRequest> Requests => [.. requests];

    /// <summary>Ends when a reply with <see cref="Reply.StallAfter"/> has sent what it sends.</summary>
    public TaskCompletionSource Stalled { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Serve(string path, byte[] content, string? etag = "\"one\"", bool ranges = true) => files[path] = new ServedFile(content, etag, ranges);

    /// <summary>Answers the next request in another way; null as the answer lets it pass.</summary>
    public void Next(Func<ReceivedRequest, Reply?> reply) => next.Enqueue(reply);

    public void NextStatus(int status, params (string, string)[] headers) => Next(_ => new Reply(status, headers, []));

    /// <summary>Answers the next request properly, but for what <paramref name="change"/> makes of it.</summary>
    public void NextBent(Func<Reply, Reply> change) => Next(request => change(Proper(request)));

    /// <summary>Closes the port; a second time does no harm.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        // First the loop, then the port: a listener that is stopped throws at a loop that comes back to it from a connection.
        await accepting;
        listener.Stop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadAsync(stream) is not { } request) return;
                requests.Enqueue(request);
                await WriteAsync(stream, (next.TryDequeue(out var bent) ? bent(request) : null) ?? Proper(request));
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
            {
                // The other side has gone.
            }
        }
    }

    private async Task<ReceivedRequest?> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (await reader.ReadLineAsync(stop.Token) is not { Length: > 0 } first) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } line)
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var target = first.Split(' ')[1];
        return new ReceivedRequest(first.Split(' ')[0], target, headers);
    }

    private Reply Proper(ReceivedRequest request)
    {
        var path = Uri.TryCreate(request.Target, UriKind.Absolute, out var absolute) && absolute.Scheme == "http" ? absolute.AbsolutePath : request.Target;
        if (!files.TryGetValue(path, out var file)) return new Reply(404, [], []);
        var tag = file.ETag is null ? [] : new[] { ("ETag", file.ETag) };
        if (file.Ranges && request.RangeStart is { } start && (request.IfRange is null || request.IfRange == file.ETag))
        {
            if (start >= file.Content.Length) return new Reply(416, [("Content-Range", $"bytes */{file.Content.Length}")], []);
            return new Reply(206, [.. tag, ("Content-Range", $"bytes {start}-{file.Content.Length - 1}/{file.Content.Length}")], file.Content[start..]);
        }

        return new Reply(200, tag, file.Content);
    }

    private async Task WriteAsync(NetworkStream stream, Reply reply)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} {(HttpStatusCode)reply.Status}\r\nConnection: close\r\n");
        if (reply.Chunked) head.Append("Transfer-Encoding: chunked\r\n");
        else head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.DeclaredLength ?? reply.Body.Length}\r\n");
        foreach (var (name, value) in reply.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), stop.Token);

        var count = reply.CutAfter ?? reply.StallAfter ?? reply.Body.Length;
        if (reply.Chunked) await stream.WriteAsync(Encoding.ASCII.GetBytes($"{count:x}\r\n"), stop.Token);
        await stream.WriteAsync(reply.Body.AsMemory(0, count), stop.Token);
        if (reply.Chunked) await stream.WriteAsync("\r\n0\r\n\r\n"u8.ToArray(), stop.Token);
        await stream.FlushAsync(stop.Token);
        if (reply.StallAfter is null) return;
        var stalled = Stalled;
        Stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stalled.TrySetResult();
        // Until the other side gives up.
        while (await stream.ReadAsync(new byte[16], stop.Token) > 0)
        {
        }
    }

    private sealed record ServedFile(byte[] Content, string? ETag, bool Ranges);
}

internal sealed record ReceivedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public int? RangeStart => Headers.TryGetValue("Range", out var range) ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : null;

    public string? IfRange => Headers.GetValueOrDefault("If-Range");
}

/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Headers beside the length.</param>
/// <param name="Body">What is to be sent.</param>
internal sealed record Reply(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>What Content-Length says; else the truth.</summary>
    public int? DeclaredLength { get; init; }

    /// <summary>Closes the connection after so many bytes.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Falls silent after so many bytes.</summary>
    public int? StallAfter { get; init; }

    /// <summary>Sends no length at all.</summary>
    public bool Chunked { get; init; }
}
