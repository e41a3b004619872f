using ConvoIntel.Conversations;

namespace ConvoIntel.Understanding.NextSteps;

/// <summary>
/// Draws next steps from the utterances tagged so: what is refused or done within the call is left out, and what settles one commitment
/// is one step, due on the date that was agreed last.
/// </summary>
internal static class NextStepFinder
{
    public static ModelInfo Info { get; } = new("rules", "next-steps", "next-steps/1");

    public static IReadOnlyList<NextStep> Find(Conversation conversation, IReadOnlyList<Utterance> utterances)
    {
        var resolver = new DueDateResolver(conversation.StartTime, conversation.Locale);
        List<Commitment> commitments = [];
        foreach (var (utterance, row) in utterances.Select((utterance, row) => (utterance, row)))
        {
            if (utterance.Tags.FirstOrDefault(tag => tag.Tag == Tags.NextStep) is not { } tag) continue;
            if (CommitmentRules.HappensInTheCall(utterance.Text)) continue;
            var due = resolver.Resolve(utterance.Text);
            if (commitments.LastOrDefault() is { } last && CommitmentRules.Settles(utterances, last, row))
            {
                last.Add(row, due, tag.Confidence);
                continue;
            }

            if (CommitmentRules.Refused(utterances, row)) continue;
            if (CommitmentRules.AskBefore(utterances, row) is { } ask && commitments.LastOrDefault()?.Rows.Contains(ask) != true)
            {
                // The tagger passed over the proposal that this one agrees to.
                var settled = new Commitment(ask, resolver.Resolve(utterances[ask].Text), tag.Confidence);
                settled.Add(row, due, tag.Confidence);
                commitments.Add(settled);
                continue;
            }

            commitments.Add(new Commitment(row, due, tag.Confidence));
        }

        return [.. commitments.Select(commitment => commitment.ToNextStep(utterances))];
    }
}
