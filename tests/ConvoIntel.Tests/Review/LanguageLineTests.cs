using ConvoIntel.Conversations;
using ConvoIntel.Review;
using ConvoIntel.Tests.Conversations;

namespace ConvoIntel.Tests.Review;

public class LanguageLineTests
{
    [Fact]
    public void Of_EnglishAsGiven_IsLeftOut() => Assert.Null(Line(new ChannelLanguage { Channel = 0, Code = "en" }));

    [Fact]
    public void Of_NothingHeard_IsLeftOut() => Assert.Null(Line());

    [Fact]
    public void Of_OneLanguage_IsNamedOnceWithTheBetterProbability() => Assert.Equal(
        "German 98 %", Line(new() { Channel = 0, Code = "de", Probability = 0.91 }, new() { Channel = 1, Code = "de", Probability = 0.984 }));

    [Fact]
    public void Of_Translated_SaysSo() => Assert.Equal(
        "German, translated to English", Line(new ChannelLanguage { Channel = 0, Code = "de", Translated = true }));

    [Fact]
    public void Of_TwoLanguages_NamesWhoSpeaksWhich()
    {
        var result = FullResult.Create() with
        {
            Participants = [Some.Rep() with { Name = "Ann", Channel = 0 }],
            Languages = [new() { Channel = 0, Code = "en", Probability = 0.9 }, new() { Channel = 1, Code = "fr", Probability = 0.8 }],
        };

        Assert.Equal("Ann: English 90 %; channel 1: French 80 %", LanguageLine.Of(result));
    }

    private static string? Line(params ChannelLanguage[] languages) => LanguageLine.Of(FullResult.Create() with { Languages = languages });
}
