using ConvoIntel.Conversations;
using ConvoIntel.Transcription.Languages;

namespace ConvoIntel.Tests.Transcription;

public class LanguageWarningsTests
{
    [Fact]
    public void Of_EnglishOrNothing_SaysNothing()
    {
        Assert.Empty(LanguageWarnings.Of([]));
        Assert.Empty(LanguageWarnings.Of([Language("en", 0.99), Language("en", null)]));
    }

    [Fact]
    public void Of_OtherLanguages_SaysOnceThatTheLanguageStagesAreEnglish()
    {
        var warning = Assert.Single(LanguageWarnings.Of([Language("de", 0.9), Language("de", 0.8), Language("fr", 0.9)]));

        Assert.Contains("German and French", warning, StringComparison.Ordinal);
        Assert.Contains("English rules", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Translated_SaysThatQuotesAreNotWhatWasSaid()
    {
        var warning = Assert.Single(LanguageWarnings.Of([Language("es", 0.9) with { Translated = true }]));

        Assert.Contains("translation of Spanish", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DoubtfulLanguage_NamesItWithItsProbability()
    {
        var warning = Assert.Single(LanguageWarnings.Of([Language("en", 0.41)]));

        Assert.Contains("English at 41 %", warning, StringComparison.Ordinal);
        Assert.Contains("Transcription:Language", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "German")]
    [InlineData("yue", "Cantonese")]
    [InlineData("jw", "Javanese")]
    [InlineData("haw", "Hawaiian")]
    public void LanguageNames_CodeOfWhisper_IsNamedInEnglish(string code, string name) => Assert.Equal(name, LanguageNames.Of(code));

    private static ChannelLanguage Language(string code, double? probability) => new() { Channel = 0, Code = code, Probability = probability };
}
