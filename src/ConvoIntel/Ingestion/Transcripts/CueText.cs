using System.Net;
using System.Text;

namespace ConvoIntel.Ingestion.Transcripts;

/// <summary>Takes markup out of a cue's text, in one pass: cues may be of any size.</summary>
internal static class CueText
{
    /// <summary>A tag longer than this is no tag, but a loose angle bracket.</summary>
    private const int MaxTag = 512;

    /// <param name="raw">Lines of the cue, joined by blanks.</param>
    /// <param name="voice">Speaker of the first <c>&lt;v Name&gt;</c>, if there is one.</param>
    /// <returns>Plain text, entities decoded, blanks joined.</returns>
    public static string Clean(string raw, out string? voice)
    {
        voice = null;
        var text = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length;)
        {
            var end = raw[at] switch
            {
                '<' => TagEnd(raw, at, '>'),
                // SubRip files carry positions such as {\an8}.
                '{' when at + 1 < raw.Length && raw[at + 1] == '\\' => TagEnd(raw, at, '}'),
                _ => -1,
            };
            if (end < 0)
            {
                text.Append(raw[at++]);
                continue;
            }
            voice ??= Voice(raw.AsSpan(at + 1, end - at - 1));
            at = end + 1;
        }
        return string.Join(' ', Decode(text.ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // "&#0;" is a character that no database keeps in text.
    private static string Decode(string text) => WebUtility.HtmlDecode(text).Replace('\0', ' ');

    // A tag begins with a letter, a slash or a digit (a time inside the cue); "a < b" is text.
    private static int TagEnd(string raw, int at, char close)
    {
        if (close == '>' && !(at + 1 < raw.Length && (char.IsAsciiLetterOrDigit(raw[at + 1]) || raw[at + 1] == '/')))
            return -1;
        var end = raw.IndexOf(close, at, Math.Min(MaxTag, raw.Length - at));
        return end;
    }

    // <v Name> or <v.class Name>.
    private static string? Voice(ReadOnlySpan<char> tag)
    {
        if (tag.Length < 2 || tag[0] != 'v' || (tag[1] != '.' && !char.IsWhiteSpace(tag[1])))
            return null;
        var blank = tag.IndexOfAny(' ', '\t');
        if (blank < 0)
            return null;
        var name = Decode(tag[blank..].Trim().ToString()).Trim();
        return name.Length == 0 ? null : name;
    }
}
