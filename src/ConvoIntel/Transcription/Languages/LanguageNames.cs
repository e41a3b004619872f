using System.Globalization;

namespace ConvoIntel.Transcription.Languages;

/// <summary>English names of the languages that Whisper knows by code.</summary>
internal static class LanguageNames
{
    /// <summary><c>de</c> gives German; a code that the system does not know stays as it is.</summary>
    public static string Of(string code)
    {
        // Whisper writes Javanese by a code that was withdrawn.
        var known = code == "jw" ? "jv" : code;
        try
        {
            var name = CultureInfo.GetCultureInfo(known).EnglishName;
            return name.Length == 0 || name.StartsWith("Unknown", StringComparison.Ordinal) ? code : name;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }
}
