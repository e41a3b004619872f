using System.Collections.Concurrent;
using ConvoIntel.Ingestion;

namespace ConvoIntel;

/// <summary>Contents met in one run: a copy under another name would count a call twice on its deal.</summary>
internal sealed class SeenContent
{
    private readonly ConcurrentDictionary<string, string> firstPaths = new(StringComparer.Ordinal);

    /// <exception cref="ConvoIntelException">Another file of this run has the same content.</exception>
    public void ThrowIfSeen(Recording recording)
    {
        var first = firstPaths.GetOrAdd(recording.Conversation.ContentHash, recording.Path);
        if (first == recording.Path) return;
        throw new ConvoIntelException(
            FailureReason.DuplicateContent,
            recording.Path,
            $"it holds the same content as '{Path.GetFileName(first)}', which is processed in this run",
            "Nothing is lost; remove one of the two files.");
    }
}
