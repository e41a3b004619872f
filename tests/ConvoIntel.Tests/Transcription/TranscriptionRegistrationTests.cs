using ConvoIntel.Transcription;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Tests.Transcription;

public class TranscriptionRegistrationTests
{
    [Theory]
    [InlineData("MaxBatchSize", "0", "MaxBatchSize")]
    [InlineData("Language", "English", "auto")]
    [InlineData("Variant", "../int8", "Variant")]
    [InlineData("DecoderVariant", "a b", "DecoderVariant")]
    [InlineData("CompressionRatioThreshold", "-1", "CompressionRatioThreshold")]
    [InlineData("NoSpeechThreshold", "1.5", "NoSpeechThreshold")]
    [InlineData("MaxPadding", "00:01:00", "MaxPadding")]
    [InlineData("ModelFolder", "", "ModelFolder")]
    [InlineData("Temperatures:0", "2", "between 0 and 1")]
    public void AddTranscription_OptionOutOfRange_IsNamed(string option, string value, string named)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Options((option, value)));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddTranscription_TemperaturesThatFall_AreRefused() =>
        Assert.Throws<OptionsValidationException>(() => Options(("Temperatures:0", "0.4"), ("Temperatures:1", "0.2")));

    [Fact]
    public void AddTranscription_TaskThatIsNone_IsRefused() =>
        Assert.ThrowsAny<Exception>(() => Options(("Task", "summarize")));

    [Fact]
    public void AddTranscription_LanguageAndTaskByName_AreTaken()
    {
        var options = Options(("Language", "auto"), ("Task", "translate"), ("Timestamps", "true"));

        Assert.Equal(("auto", TranscriptionTask.Translate, true), (options.Language, options.Task, options.Timestamps));
    }

    [Fact]
    public void AddTranscription_NothingConfigured_HasTheThresholdsOfThePaper()
    {
        var options = Options();

        Assert.Equal((2.4, -1, 0.6), (options.CompressionRatioThreshold, options.LogProbabilityThreshold, options.NoSpeechThreshold));
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1], options.EffectiveTemperatures);
    }

    private static TranscriptionOptions Options(params (string Name, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(entry => $"Transcription:{entry.Name}", entry => (string?)entry.Value))
            .Build();
        using var services = new ServiceCollection().AddTranscription(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<TranscriptionOptions>>().Value;
    }
}
