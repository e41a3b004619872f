using ConvoIntel.Conversations;

namespace ConvoIntel.Evaluation;

/// <summary>Objections and next steps against the truth; matched where their utterances meet in time.</summary>
internal sealed class FindingScores
{
    public DetectionScore Objections { get; } = new();

    public DetectionScore NextSteps { get; } = new();

    /// <summary>Matched objections, and those of them whose type and whose being answered are right.</summary>
    public int MatchedObjections { get; private set; }

    public int RightAnswered { get; private set; }

    /// <summary>Matched next steps, and those of them with the right owner or due date (none where none was named).</summary>
    public int MatchedSteps { get; private set; }

    public int RightOwner { get; private set; }

    public int RightDue { get; private set; }

    public void Add(ReferenceConversation reference, ConversationResult result)
    {
        AddObjections(reference, result);
        AddNextSteps(reference, result);
    }

    private void AddObjections(ReferenceConversation reference, ConversationResult result)
    {
        bool Same(ReferenceObjection said, Objection found) =>
            said.Type == found.Type && Alignment.Meet(reference, said.Utterances, result.Utterances, found.Utterances);

        foreach (var said in reference.Objections)
        {
            var match = result.Objections.FirstOrDefault(found => Same(said, found));
            Objections.Expect(match is not null);
            if (match is null) continue;
            MatchedObjections++;
            if (match.Addressed == said.Addressed) RightAnswered++;
        }

        foreach (var found in result.Objections) Objections.Find(reference.Objections.Any(said => Same(said, found)));
    }

    private void AddNextSteps(ReferenceConversation reference, ConversationResult result)
    {
        bool Same(ReferenceNextStep said, NextStep found) => Alignment.Meet(reference, said.Utterances, result.Utterances, found.Utterances);

        foreach (var said in reference.NextSteps)
        {
            // Two commitments of one turn meet both findings: the one that agrees best is meant.
            var match = result.NextSteps.Where(found => Same(said, found)).MaxBy(found => (found.Due == said.Due ? 2 : 0) + (found.Owner == said.Owner ? 1 : 0));
            NextSteps.Expect(match is not null);
            if (match is null) continue;
            MatchedSteps++;
            if (match.Owner == said.Owner) RightOwner++;
            if (match.Due == said.Due) RightDue++;
        }

        foreach (var found in result.NextSteps) NextSteps.Find(reference.NextSteps.Any(said => Same(said, found)));
    }
}
