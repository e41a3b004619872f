namespace ConvoIntel.Attachment;

/// <summary>Tells deals that are still worked on from those that are over.</summary>
public static class DealStages
{
    /// <summary>Final stages beside those that begin with "closed" (Salesforce's "Closed Won", HubSpot's "closedlost").</summary>
    private static readonly HashSet<string> Final = new(StringComparer.Ordinal)
    {
        "won", "lost", "cancelled", "canceled", "abandoned", "disqualified",
    };

    /// <summary>True where a deal in this stage is won, lost or given up; case, spaces and punctuation do not count.</summary>
    public static bool IsClosed(string stage)
    {
        var letters = string.Concat(stage.Where(char.IsLetter)).ToLowerInvariant();
        return letters.StartsWith("closed", StringComparison.Ordinal) || Final.Contains(letters);
    }
}
