using ConvoIntel.Scoring;

namespace ConvoIntel.Evaluation.Speakers;

/// <summary>A stretch in which one speaker speaks.</summary>
/// <param name="Speaker">Any label; it need only be the same for the same speaker within one recording.</param>
/// <param name="Start">Seconds from the start of the recording.</param>
/// <param name="End">Seconds from the start of the recording.</param>
internal readonly record struct SpeakerSpan(string Speaker, double Start, double End)
{
    /// <summary>Each speaker's speech as intervals that do not touch: two rows of one speaker that overlap are one stretch.</summary>
    public static IReadOnlyList<IReadOnlyList<Interval>> BySpeaker(IEnumerable<SpeakerSpan> spans) =>
    [
        .. spans.GroupBy(span => span.Speaker, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Interval.Union(group.Select(span => new Interval(span.Start, span.End))))
            .Where(speech => speech.Count > 0),
    ];
}
