using ConvoIntel.Understanding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Tests.Understanding;

public sealed class UnderstandingOptionsTests
{
    [Fact]
    public void Value_TrackersAndCompetitors_AreReadFromConfiguration()
    {
        var options = Read(("Understanding:Trackers:pilot:0", "pilot"), ("Understanding:Trackers:pilot:1", "proof of concept"), ("Understanding:Competitors:0", "Acme"));

        Assert.Equal(["pilot", "proof of concept"], options.Trackers["pilot"]);
        Assert.Equal(["Acme"], options.Competitors);
        Assert.Equal(6, options.ResponseWindow);
    }

    [Theory]
    [InlineData("Understanding:ResponseWindow", "0", "ResponseWindow")]
    [InlineData("Understanding:SummaryLines", "99", "SummaryLines")]
    [InlineData("Understanding:ModelFolder", "", "ModelFolder")]
    [InlineData("Understanding:Trackers:pilot:0", " ", "'pilot' has an empty phrase")]
    [InlineData("Understanding:Competitors:0", "", "Competitors")]
    [InlineData("Understanding:Concepts:moving data:0", " ", "Concepts: 'moving data' has an empty phrase")]
    [InlineData("Understanding:ConceptThreshold", "1.5", "ConceptThreshold")]
    public void Value_SettingThatCannotBe_NamesIt(string key, string value, string named)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read((key, value)));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static UnderstandingOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddUnderstanding(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<UnderstandingOptions>>().Value;
    }
}
