using ConvoIntel.Diarization.Voices;

namespace ConvoIntel.Tests.Diarization.Voices;

public sealed class VoiceOptionsTests
{
    [Fact]
    public void Validate_Defaults_Pass()
    {
        Assert.True(new VoiceOptionsValidator().Validate(null, new VoiceOptions()).Succeeded);
        Assert.True(new VoiceOptionsConsistency().Validate(null, new VoiceOptions()).Succeeded);
    }

    [Fact]
    public void Validate_WrongValues_NamesEach()
    {
        var result = new VoiceOptionsValidator().Validate(null, new VoiceOptions
        {
            Window = TimeSpan.FromSeconds(9),
            MaximumSpeakers = 1,
            SameVoice = 1.5,
            ChangeCost = -1,
        });

        Assert.All(
            new[] { nameof(VoiceOptions.Window), nameof(VoiceOptions.MaximumSpeakers), nameof(VoiceOptions.SameVoice), nameof(VoiceOptions.ChangeCost) },
            name => Assert.Contains(name, result.FailureMessage, StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_HopBeyondWindow_Fails()
    {
        var result = new VoiceOptionsConsistency().Validate(null, new VoiceOptions { Hop = TimeSpan.FromSeconds(2) });

        Assert.Contains(nameof(VoiceOptions.Hop), result.FailureMessage, StringComparison.Ordinal);
    }
}
