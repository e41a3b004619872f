using System.Net;
using System.Net.Http.Headers;

namespace ConvoIntel.Models.Download;

/// <summary>Where a download goes on, and what of an answer may be added to what is here.</summary>
/// <param name="Offset">Bytes that are here.</param>
/// <param name="Note">What they belong to; null with <paramref name="Offset"/> 0.</param>
internal sealed record Resumption(long Offset, PartNote? Note)
{
    /// <summary>Forgets a part of which nothing tells whether it still fits.</summary>
    public static Resumption Of(PartFile part, DownloadRequest request)
    {
        var note = part.Note;
        var same = note is not null && note.Url == request.Url.AbsoluteUri;
        var provable = note?.ETag is not null || note?.LastModified is not null || request.Sha256 is not null;
        if (part.Length > 0 && same && provable && !(part.Length > (request.Bytes ?? note!.Bytes))) return new Resumption(part.Length, note);
        part.Clear();
        return new Resumption(0, null);
    }

    public void AddTo(HttpRequestMessage request)
    {
        if (Offset == 0) return;
        request.Headers.Range = new RangeHeaderValue(Offset, null);
        // With this, a server whose file has changed sends the whole new one.
        if (Note?.ETag is { } tag) request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        else if (Note?.LastModified is { } changed) request.Headers.IfRange = new RangeConditionHeaderValue(changed);
    }

    /// <summary>Whether the answer's bytes are to be taken, and from where on; where not, whether the file is whole already.</summary>
    public bool Accept(HttpResponseMessage response, PartFile part, out long offset, out bool complete)
    {
        offset = 0;
        complete = false;
        var range = response.Content.Headers.ContentRange;
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when Offset > 0 && range?.From == Offset && SameFile(response, range):
                offset = Offset;
                return true;
            case HttpStatusCode.PartialContent:
                // Another part than was asked for, or of another file: none of it can be used.
                part.Clear();
                if (Offset == 0) throw new TransientFault("the server sends a part where the whole was asked for");
                return false;
            case HttpStatusCode.RequestedRangeNotSatisfiable when Offset > 0:
                complete = range?.Length == Offset;
                if (!complete) part.Clear();
                return false;
            case HttpStatusCode.OK:
                part.Clear();
                return true;
            default:
                return true;
        }
    }

    private bool SameFile(HttpResponseMessage response, ContentRangeHeaderValue range) =>
        (Note?.Bytes is null || range.Length is null || range.Length == Note.Bytes)
        && (Note?.ETag is null || response.Headers.ETag is null || response.Headers.ETag.ToString() == Note.ETag);
}
