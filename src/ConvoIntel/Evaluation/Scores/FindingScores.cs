using ConvoIntel.Conversations;

namespace ConvoIntel.Evaluation.Scores;

/// <summary>Objections of one conversation: found where type and time meet the reference's.</summary>
/// <param name="Found">Detection of objections.</param>
/// <param name="Matched">Objections of the reference that were found.</param>
/// <param name="RightAnswered">Of those, how many are rightly called answered or left standing.</param>
internal readonly record struct ObjectionScores(Detections Found, int Matched, int RightAnswered)
{
    public static ObjectionScores Of(Annotation reference, Annotation hypothesis)
    {
        bool Same(Objection said, Objection found) =>
            said.Type == found.Type && SameSpeech.Meet(reference.Utterances, said.Utterances, hypothesis.Utterances, found.Utterances);

        var matches = reference.Objections.Select(said => (Said: said, Found: hypothesis.Objections.FirstOrDefault(found => Same(said, found)))).ToList();
        return new(
            Detections.Of(matches.Select(match => match.Found is not null), hypothesis.Objections.Select(found => reference.Objections.Any(said => Same(said, found)))),
            matches.Count(match => match.Found is not null),
            matches.Count(match => match.Found?.Addressed == match.Said.Addressed));
    }
}

/// <summary>Next steps of one conversation: found where their utterances meet the reference's in time.</summary>
/// <param name="Found">Detection of next steps.</param>
/// <param name="Matched">Next steps of the reference that were found.</param>
/// <param name="RightOwner">Of those, how many have the right owner.</param>
/// <param name="RightDue">Of those, how many have exactly the right due date, none where none was named.</param>
internal readonly record struct NextStepScores(Detections Found, int Matched, int RightOwner, int RightDue)
{
    public static NextStepScores Of(Annotation reference, Annotation hypothesis)
    {
        bool Same(NextStep said, NextStep found) => SameSpeech.Meet(reference.Utterances, said.Utterances, hypothesis.Utterances, found.Utterances);

        // Two commitments of one turn meet both findings: the one that agrees best is meant.
        var matches = reference.NextSteps.Select(said => (Said: said, Found: hypothesis.NextSteps.Where(found => Same(said, found))
            .MaxBy(found => (found.Due == said.Due ? 2 : 0) + (found.Owner == said.Owner ? 1 : 0)))).ToList();
        return new(
            Detections.Of(matches.Select(match => match.Found is not null), hypothesis.NextSteps.Select(found => reference.NextSteps.Any(said => Same(said, found)))),
            matches.Count(match => match.Found is not null),
            matches.Count(match => match.Found?.Owner == match.Said.Owner),
            matches.Count(match => match.Found is { } found && found.Due == match.Said.Due));
    }
}
