using System.Net.Http.Headers;

namespace ConvoIntel.Models.Download;

/// <summary>Fetches one file over HTTP: resumes, tries again, and hands over only what it was asked for.</summary>
internal sealed class FileDownloader(HttpClient http, TimeProvider time, DownloadOptions options, Random random)
{
    private readonly RedirectingClient client = new(http);
    private readonly RetryPauses pauses = new(options, random);

    /// <summary>Puts the file at the request's target and returns its SHA-256.</summary>
    /// <exception cref="NotThereFault">The server has no such file.</exception>
    /// <exception cref="PermanentFault">It cannot be had, or is another one than expected.</exception>
    /// <exception cref="TransientFault">It could not be had this time; what came stays for the next.</exception>
    public async Task<string> FetchAsync(DownloadRequest request, IProgress<FileProgress> progress, CancellationToken cancellationToken)
    {
        var part = new PartFile(request.Target);
        for (var spoilt = false; ; spoilt = true)
        {
            await ReceiveAsync(request, part, progress, cancellationToken).ConfigureAwait(false);
            progress.Report(new FileProgress(part.Length, part.Length, "checking"));
            var hash = await FileHash.OfAsync(part.Path, cancellationToken).ConfigureAwait(false);
            if (request.Sha256 is null || request.Sha256 == hash)
            {
                part.Finish();
                return hash;
            }

            part.Clear();
            // Once may be an accident on the way, or a part of an older file that nothing gave away.
            if (spoilt)
            {
                throw new PermanentFault($"its SHA-256 is {hash}, and {request.Sha256} was expected",
                    "The file was changed by its publisher or on the way. Do not use it before you know why.");
            }

            progress.Report(new FileProgress(0, request.Bytes, "wrong bytes, again from the start"));
        }
    }

    private async Task ReceiveAsync(DownloadRequest request, PartFile part, IProgress<FileProgress> progress, CancellationToken cancellationToken)
    {
        for (var failures = 0; ;)
        {
            var before = part.Length;
            try
            {
                if (await TryAsync(request, part, progress, cancellationToken).ConfigureAwait(false)) return;
            }
            catch (TransientFault fault)
            {
                failures = part.Length - before >= options.Progress ? 1 : failures + 1;
                var most = fault.Unreachable ? options.UnreachableAttempts : options.Attempts;
                if (failures >= most || fault.RetryAfter > options.LongestRetryAfter) throw;
                var pause = fault.RetryAfter ?? pauses.Before(failures);
                progress.Report(new FileProgress(part.Length, part.Note?.Bytes ?? request.Bytes, $"{fault.Message}; again in {Math.Max(1, pause.TotalSeconds):0} s"));
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>One try. True when the file is whole; false when it has to begin again, at once.</summary>
    private async Task<bool> TryAsync(DownloadRequest request, PartFile part, IProgress<FileProgress> progress, CancellationToken cancellationToken)
    {
        using var stall = new CancellationTokenSource(options.Stall, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stall.Token);
        try
        {
            var resume = Resumption.Of(part, request);
            if (resume.Offset > 0 && resume.Offset == request.Bytes) return true;
            using var response = await client.GetAsync(request.Url, resume.AddTo, either.Token).ConfigureAwait(false);
            if (!resume.Accept(response, part, out var offset, out var complete)) return complete;
            if (!response.IsSuccessStatusCode) throw ResponseFaults.Of(response, time.GetUtcNow());

            var total = response.Content.Headers.ContentLength + offset;
            if (total is not null && request.Bytes is not null && total != request.Bytes) throw WrongLength(total.Value, request.Bytes.Value);
            if ((total ?? request.Bytes) is { } whole) request.Reserve(whole - offset);
            part.Begin(new PartNote(request.Url.AbsoluteUri, Strong(response.Headers.ETag), response.Content.Headers.LastModified, total));
            await CopyAsync(response, request, part, offset, total ?? request.Bytes, progress, stall, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientFault($"nothing came for {options.Stall.TotalSeconds:0} s");
        }
        catch (HttpRequestException error)
        {
            throw ResponseFaults.Of(error);
        }
    }

    private async Task CopyAsync(
        HttpResponseMessage response, DownloadRequest request, PartFile part, long offset, long? total, IProgress<FileProgress> progress,
        CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        await using var from = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var to = OpenPart(part);
        var buffer = new byte[128 * 1024];
        var done = offset;
        progress.Report(new FileProgress(done, total));
        while (true)
        {
            stall.CancelAfter(options.Stall);
            int count;
            try
            {
                count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException error)
            {
                throw new TransientFault($"the connection broke ({ResponseFaults.Innermost(error)})", inner: error);
            }

            if (count == 0) break;
            done += count;
            if (done > total) throw WrongLength(done, total.Value);
            try
            {
                // Not cancelled midway: what has come is kept.
                await to.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None).ConfigureAwait(false);
            }
            catch (IOException error)
            {
                throw new PermanentFault($"it cannot be written ({error.Message.TrimEnd('.')})", $"Make room on the disk of {Path.GetDirectoryName(request.Target)}; what came is kept.", error);
            }

            progress.Report(new FileProgress(done, total));
        }

        if (done < total) throw new TransientFault($"the server stopped after {done} of {total} bytes");
    }

    private static FileStream OpenPart(PartFile part)
    {
        try
        {
            return part.Append();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PermanentFault($"{part.Path} cannot be written ({error.Message.TrimEnd('.')})", "Give this account the right to write there.", error);
        }
    }

    private static string? Strong(EntityTagHeaderValue? tag) => tag is { IsWeak: false } ? tag.ToString() : null;

    private static PermanentFault WrongLength(long got, long expected) => new(
        $"it has {got} bytes or more, and {expected} were expected", "The publisher changed it, or a proxy answers with a page of its own: open the address in a browser.");
}
