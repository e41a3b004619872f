using ConvoIntel.Decoding;
using ConvoIntel.Ingestion;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Tests.Ingestion;

public sealed class IngestionOptionsTests
{
    [Fact]
    public void AddIngestionAndDecoding_Defaults_AreValid()
    {
        using var services = Services([]);
        Assert.NotNull(services.GetRequiredService<IRecordingSource>());
        Assert.NotNull(services.GetRequiredService<IAudioDecoder>());
    }

    [Theory]
    [InlineData("Ingestion:FileNamePattern", "(", "FileNamePattern")]
    [InlineData("Ingestion:TimeZone", "Mars/Olympus", "TimeZone")]
    [InlineData("Ingestion:RepChannel", "2", "RepChannel")]
    [InlineData("Decoding:SpeechLevelDbfs", "0", "SpeechLevelDbfs")]
    [InlineData("Decoding:SurveyLength", "00:00:01", "SurveyLength")]
    public void Options_OutOfRange_AreRefusedByName(string key, string value, string name)
    {
        using var services = Services(new() { [key] = value });
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddIngestion()
            .AddDecoding()
            .BuildServiceProvider();
}
