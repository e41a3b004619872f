using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Transcription.Languages;

namespace ConvoIntel.Review;

/// <summary>What is spoken, in a few words for a report's head.</summary>
public static class LanguageLine
{
    /// <summary>"German 98 %, translated to English"; null where nothing was told of it and the speech is taken for English.</summary>
    public static string? Of(ConversationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Languages.All(channel => channel is { Probability: null, Code: "en" })) return null;
        return result.Languages.Select(channel => channel.Code).Distinct(StringComparer.Ordinal).Count() == 1
            ? Text(result.Languages.MaxBy(channel => channel.Probability ?? 1)!)
            : string.Join("; ", result.Languages.Select(channel => $"{Speaker(result, channel.Channel)} {Text(channel)}"));
    }

    private static string Text(ChannelLanguage channel) =>
        LanguageNames.Of(channel.Code)
        + (channel.Probability is { } sure ? string.Create(CultureInfo.InvariantCulture, $" {sure * 100:0} %") : "")
        + (channel.Translated ? ", translated to English" : "");

    private static string Speaker(ConversationResult result, int channel) => result.Participants.FirstOrDefault(person => person.Channel == channel) is { } known
        ? (known.Name ?? known.Id) + ":"
        : string.Create(CultureInfo.InvariantCulture, $"channel {channel}:");
}
