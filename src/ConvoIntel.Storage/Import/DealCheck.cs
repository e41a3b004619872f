using ConvoIntel.Conversations;

namespace ConvoIntel.Storage.Import;

/// <summary>Refuses values that would read as nonsense on a deal, whatever file they came in.</summary>
internal static class DealCheck
{
    public static void Check(string path, Deal deal)
    {
        if (string.IsNullOrWhiteSpace(deal.Id)) throw DealFileFault.Of(path, "a deal has an empty id", "Give each deal its id.");
        Require(path, deal, "name", !string.IsNullOrWhiteSpace(deal.Name), "is empty");
        Require(path, deal, "stage", !string.IsNullOrWhiteSpace(deal.Stage), "is empty");
        Require(path, deal, "probability", deal.Probability is null or (>= 0 and <= 1), "is not between 0 and 1");
        Require(path, deal, "currency", deal.Currency is null || IsCurrency(deal.Currency), "is not a three-letter ISO 4217 code");
    }

    private static void Require(string path, Deal deal, string field, bool holds, string problem)
    {
        if (!holds) throw DealFileFault.Of(path, $"{field} of deal '{deal.Id}' {problem}", "Correct it in the file.");
    }

    private static bool IsCurrency(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);
}
