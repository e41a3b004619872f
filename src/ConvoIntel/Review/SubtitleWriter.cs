using System.Globalization;
using System.Text;
using ConvoIntel.Conversations;

namespace ConvoIntel.Review;

/// <summary>Subtitles, one cue an utterance: WebVTT (W3C) and SubRip.</summary>
internal static class SubtitleWriter
{
    public static string WebVtt(ConversationResult result)
    {
        var text = new StringBuilder("WEBVTT\n");
        foreach (var utterance in result.Utterances)
        {
            var speaker = Escape(SpeakerNames.Of(result, utterance)).Replace('\n', ' ');
            text.Append(CultureInfo.InvariantCulture, $"\n{utterance.Index}\n{Time(utterance.Start, '.')} --> {Time(CueEnd(utterance), '.')}\n");
            text.Append(CultureInfo.InvariantCulture, $"<v {speaker}>{Escape(OneLine(utterance.Text))}\n");
        }

        return text.ToString();
    }

    public static string SubRip(ConversationResult result)
    {
        var text = new StringBuilder();
        foreach (var utterance in result.Utterances)
        {
            text.Append(CultureInfo.InvariantCulture, $"{utterance.Index + 1}\n{Time(utterance.Start, ',')} --> {Time(CueEnd(utterance), ',')}\n");
            text.Append(CultureInfo.InvariantCulture, $"{SpeakerNames.Of(result, utterance)}: {OneLine(utterance.Text)}\n\n");
        }

        return text.ToString();
    }

    // Players drop a cue whose end is not after its start.
    private static double CueEnd(Utterance utterance) => Math.Max(utterance.End, utterance.Start + 0.001);

    private static string Time(double seconds, char separator)
    {
        var time = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}{separator}{time.Milliseconds:000}");
    }

    // An empty line would end the cue.
    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
