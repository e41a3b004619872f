using ConvoIntel.Conversations;
using ConvoIntel.Evaluation.Sets;
using ConvoIntel.Evaluation.Speakers;
using ConvoIntel.Scoring;

namespace ConvoIntel.Evaluation.Scores;

/// <summary>What the stages or the hypothesis files made of one conversation.</summary>
internal sealed record Heard
{
    /// <summary>From the whole path, or from files.</summary>
    public Annotations? Whole { get; init; }

    /// <summary>Seconds of the recording; null where nothing read it to its end.</summary>
    public double? AudioSeconds { get; init; }

    /// <summary>Spans of the voice stage.</summary>
    public IReadOnlyList<Interval>? Voice { get; init; }

    /// <summary>Frames that the voice model calls speech.</summary>
    public IReadOnlyList<Interval>? VoiceModel { get; init; }

    /// <summary>Who was found to speak when, by the speaker stage alone.</summary>
    public IReadOnlyList<SpeakerSpan>? Speakers { get; init; }

    /// <summary>The language stage's reading of the reference's words.</summary>
    public Annotation? Read { get; init; }
}

/// <summary>Scores a conversation in everything that both sides can be compared in.</summary>
/// <param name="collar">Seconds, see <see cref="DiarizationErrors.DefaultCollar"/>.</param>
internal sealed class CallScorer(double collar)
{
    public CallScores Score(EvaluationItem item, Heard heard)
    {
        var reference = item.Reference;
        var scored = Scored(reference, heard);
        var scores = new CallScores
        {
            Name = item.Name,
            Conditions = item.Conditions,
            AudioSeconds = heard.AudioSeconds ?? 0,
            Voice = Voice(reference, heard.Voice ?? Speech(heard.Whole?.Times, when: heard.Whole?.Words is null), scored),
            VoiceModel = Voice(reference, heard.VoiceModel, scored),
            Speakers = Diarization(reference, heard, scored),
            ReadTags = heard.Read is { } read && reference.Tags is { } tags ? TagScores.Of(tags.Utterances, read.Utterances) : null,
            ReadObjections = heard.Read is { } told && reference.Objections is { } objections ? ObjectionScores.Of(objections, told) : null,
            ReadNextSteps = heard.Read is { } promised && reference.NextSteps is { } steps ? NextStepScores.Of(steps, promised) : null,
        };
        return heard.Whole is { } whole ? WithWhole(scores, reference, whole, scored) : scores;
    }

    private static CallScores WithWhole(CallScores scores, Annotations reference, Annotations whole, IReadOnlyList<Interval> scored)
    {
        if (reference.Words is { } said && whole.Words is { } words)
        {
            var (truth, found) = (Within(said.Utterances, reference.Unscored), Within(words.Utterances, reference.Unscored));
            var spoken = SpokenWords.Of(truth, found);
            scores = scores with { Words = spoken.Words, Characters = spoken.Characters, WordsBySpeaker = whole.Speakers is null ? null : spoken.BySpeaker };
        }

        if (reference.Times is { } times && whole.Words is { } guessed)
        {
            var invented = InventedWords.Of(Spans(times), guessed.Utterances, scored);
            scores = reference.NobodySpeaks ? scores with { InventedInSilence = invented } : scores with { InventedInPauses = invented };
        }

        return scores with
        {
            HeardTags = reference.Tags is { } tags && whole.Tags is { } tagged ? TagScores.Of(tags.Utterances, tagged.Utterances) : null,
            HeardObjections = reference.Objections is { } objections && whole.Objections is { } objected ? ObjectionScores.Of(objections, objected) : null,
            HeardNextSteps = reference.NextSteps is { } steps && whole.NextSteps is { } promised ? NextStepScores.Of(steps, promised) : null,
            TrueTalkRatio = reference.Words?.TalkRatio,
            TalkRatio = whole.Words?.TalkRatio,
        };
    }

    private DiarizationErrors? Diarization(Annotations reference, Heard heard, IReadOnlyList<Interval> scored)
    {
        var found = heard.Speakers ?? (heard.Whole?.Speakers is { } told ? SpeakersOf(told) : null);
        return reference.Speakers is { } truth && found is not null ? DiarizationErrors.Of(SpeakersOf(truth), found, scored, collar) : null;
    }

    private static VoiceTime? Voice(Annotations reference, IReadOnlyList<Interval>? found, IReadOnlyList<Interval> scored) =>
        reference.Times is { } truth && found is not null ? VoiceTime.Of(Spans(truth), found, scored) : null;

    /// <summary>The whole recording, or up to the last end of either side; without what the annotator asks to leave out.</summary>
    private static IReadOnlyList<Interval> Scored(Annotations reference, Heard heard)
    {
        var last = reference.Files.Concat(heard.Whole?.Files ?? []).SelectMany(file => file.Utterances).Select(u => u.End)
            .Concat(heard.Voice?.Select(span => span.End) ?? []).DefaultIfEmpty().Max();
        return Intervals.Subtract([new Interval(0, heard.AudioSeconds ?? last)], reference.Unscored);
    }

    private static IReadOnlyList<Utterance> Within(IReadOnlyList<Utterance> utterances, IReadOnlyList<Interval> unscored) =>
        unscored.Count == 0 ? utterances : [.. utterances.Where(u => !Intervals.Contains(unscored, (u.Start + u.End) / 2))];

    private static IReadOnlyList<SpeakerSpan> SpeakersOf(Annotation annotation) =>
        [.. annotation.Utterances.Select(u => new SpeakerSpan(u.Speaker, u.Start, u.End))];

    private static IReadOnlyList<Interval>? Speech(Annotation? annotation, bool when) => when && annotation is not null ? [.. Spans(annotation)] : null;

    private static IEnumerable<Interval> Spans(Annotation annotation) => annotation.Utterances.Select(u => new Interval(u.Start, u.End));
}
