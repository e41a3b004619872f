using System.Text;

namespace ConvoIntel.Diarization;

/// <summary>Words as they are compared: lower case, letters and digits only.</summary>
internal static class Normal
{
    public static List<string> Words(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Word).Where(word => word.Length > 0)];

    public static string Word(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character)) normal.Append(char.ToLowerInvariant(character));
        }

        return normal.ToString();
    }
}
