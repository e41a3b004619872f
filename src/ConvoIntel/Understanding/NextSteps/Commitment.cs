using ConvoIntel.Conversations;

namespace ConvoIntel.Understanding.NextSteps;

/// <summary>One commitment while it is being settled.</summary>
internal sealed class Commitment(int row, DueDate? due, double confidence)
{
    /// <summary>Positions of its utterances, ascending; the first proposes it.</summary>
    public List<int> Rows { get; } = [row];

    public DueDate? Due { get; private set; } = due;

    private double Confidence { get; set; } = confidence;

    /// <summary>Takes in an utterance that settles it. Its date replaces the one before, unless it only says it again or gives the hour.</summary>
    public void Add(int row, DueDate? due, double confidence)
    {
        Rows.Add(row);
        Confidence = Math.Max(Confidence, confidence);
        if (due is null || (Due is not null && !due.MoreTelling(Due))) return;
        Due = due;
    }

    public NextStep ToNextStep(IReadOnlyList<Utterance> utterances)
    {
        var first = utterances[Rows[0]];
        return new NextStep
        {
            Action = ActionPhrase.From(first.Text),
            Owner = OwnerRules.Owner(first),
            Due = Due?.Date,
            DueText = Due?.Words,
            Utterances = [.. Rows.Select(row => utterances[row].Index)],
            Quote = first.Text,
            Confidence = Confidence,
        };
    }
}
