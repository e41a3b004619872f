using System.Globalization;
using ConvoIntel.Conversations;

namespace ConvoIntel.Transcription.Languages;

/// <summary>What a reader of the result should know about its languages.</summary>
internal static class LanguageWarnings
{
    // Below even odds, another language is as likely as the one that was chosen.
    private const double Doubtful = 0.5;

    public static IEnumerable<string> Of(IReadOnlyList<ChannelLanguage> channels)
    {
        var kept = Names(channels.Where(channel => !channel.Translated && channel.Code != "en"));
        if (kept.Length > 0)
        {
            yield return $"The transcript is in {kept}, and tags, objections, next steps and fillers are found by English rules: "
                + "expect few of them and wrong ones. A multilingual model can translate (Transcription:Task).";
        }

        var translated = Names(channels.Where(channel => channel.Translated));
        if (translated.Length > 0)
            yield return $"The transcript is an English translation of {translated}: quotes are not the words that were said, and word times are approximate.";

        foreach (var channel in channels.Where(channel => channel.Probability < Doubtful))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"What channel {channel.Channel} speaks was hard to tell ({LanguageNames.Of(channel.Code)} at {channel.Probability * 100:0} %): set Transcription:Language if that is wrong.");
        }
    }

    private static string Names(IEnumerable<ChannelLanguage> channels) =>
        string.Join(" and ", channels.Select(channel => LanguageNames.Of(channel.Code)).Distinct(StringComparer.Ordinal));
}
