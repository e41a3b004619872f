using System.Globalization;
using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Tests;
using Repository = ConvoIntel.IntegrationTests.Support.Repository;

namespace ConvoIntel.IntegrationTests.Understanding.Embedding;

/// <summary>Concept trackers and search by meaning through the real command line, on the written sample call and the starter model.</summary>
public sealed class ConceptTrackerTests : IDisposable
{
    private static readonly string Call = Path.Combine(Repository.Calls, "freight-follow-up.vtt");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Process_ConceptInOtherWords_IsTrackedWithExampleSimilarityAndModel()
    {
        Configure(("data location", ["Where is our information stored?", "Which country are your servers in?"]));

        var tracked = await TrackedAsync();

        var found = Assert.Single(tracked, insight => insight.Evidence.Quote.StartsWith("Where do you keep the data", StringComparison.Ordinal));
        Assert.Equal("data location", found.Label);
        Assert.Equal("Where is our information stored?", found.Attributes["example"]);
        Assert.Equal("embedding-starter", found.Model);
        Assert.Equal(double.Parse(found.Attributes["similarity"], CultureInfo.InvariantCulture), found.Confidence, 0.001);
        Assert.True(tracked.Count <= 3, $"{tracked.Count} of 30 utterances are said to be about where data is kept");
    }

    [Fact]
    public async Task Process_ThresholdOfOne_FindsOnlyTheExampleItself()
    {
        Configure(("data location", ["where do you keep the data?", "Which country are your servers in?"]), threshold: 0.999);

        Assert.Equal("Where do you keep the data?", Assert.Single(await TrackedAsync()).Evidence.Quote);
    }

    [Fact]
    public async Task Process_ConceptInsideALongUtterance_IsFoundByItsPassage()
    {
        folder.Write("long.vtt", "WEBVTT\n\n00:00.000 --> 00:20.000\n<v Rep Smith>so we met the people from the depot on tuesday and it was raining all day and then "
            + "where do you keep the data and after that we had lunch with the two drivers from the other shift and went home again</v>\n");
        Configure(("data location", ["Where do you keep the data?"]), threshold: 0.8);

        var found = Assert.Single(await TrackedAsync(folder.At("long.vtt")));

        Assert.Contains("where do you keep the data", found.Attributes["phrase"], StringComparison.Ordinal);
        Assert.True(found.Attributes["phrase"].Length < found.Evidence.Quote.Length);
    }

    [Fact]
    public async Task Process_WithoutConcepts_NeedsNoEmbeddingModel()
    {
        folder.Write("settings.json", """{ "Understanding": { "EmbeddingModel": "nowhere" } }""");
        var run = await ConvoIntelCommand.RunAsync(folder.Path, "process", Call, "--config", "settings.json", "--out", "out");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(Result("freight-follow-up").Models, model => model.Kind == "embedding");
    }

    [Theory]
    [InlineData("all-MiniLM-L6-v2", "convointel models pull all-MiniLM-L6-v2")]
    [InlineData("tagger-starter", "not an embedding model")]
    [InlineData("nowhere", "no model of this name")]
    public async Task Process_EmbeddingModelThatIsNotHere_SaysWhatToDo(string model, string expected)
    {
        Configure(("data location", ["Where is it stored?"]), model);

        var run = await ConvoIntelCommand.RunAsync(folder.Path, "process", Call, "--config", "settings.json");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, OneLine(run.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_Like_RanksTheBookByMeaningWithSimilarities()
    {
        await ConvoIntelCommand.RunAsync(folder.Path, "process", Call);

        var run = await ConvoIntelCommand.RunAsync(folder.Path, "search", "--like", "Where is our information stored?", "--limit", "3");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Where do you keep the data?", OneLine(run.Output), StringComparison.Ordinal);
        Assert.Matches(@"^0\.\d\d  freight-follow-up", run.Output);
    }

    [Fact]
    public async Task Search_LikeWithAModelByPath_TakesThatModel()
    {
        await ConvoIntelCommand.RunAsync(folder.Path, "process", Call);

        var run = await ConvoIntelCommand.RunAsync(folder.Path, "search", "--like", "Where do you keep the data?", "-n", "1", "--model", EmbeddingGolden.Bert + ":half");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Where do you keep the data?", OneLine(run.Output), StringComparison.Ordinal);
        Assert.StartsWith("1.00", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Give words to find, or a sentence with --like")]
    [InlineData("Give words to find, or a sentence with --like", "price", "--like", "too dear")]
    [InlineData("--like takes a sentence", "--like", " ? ")]
    [InlineData("go with --like", "price", "--model", "embedding-starter")]
    public async Task Search_ArgumentsThatDoNotGoTogether_SaysWhich(string expected, params string[] arguments)
    {
        var run = await ConvoIntelCommand.RunAsync(folder.Path, ["search", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, OneLine(run.Error), StringComparison.Ordinal);
    }

    private void Configure((string Name, string[] Examples) concept, string? model = null, double? threshold = null) => folder.Write(
        "settings.json",
        JsonSerializer.Serialize(new { Understanding = new { Concepts = new Dictionary<string, string[]> { [concept.Name] = concept.Examples }, ConceptThreshold = threshold, EmbeddingModel = model ?? "embedding-starter" } }));

    private async Task<IReadOnlyList<Insight>> TrackedAsync(string? call = null)
    {
        var run = await ConvoIntelCommand.RunAsync(folder.Path, "process", call ?? Call, "--config", "settings.json", "--out", "out");
        Assert.True(run.ExitCode == 0, run.Error);
        return [.. Result(Path.GetFileNameWithoutExtension(call ?? Call)).Insights.Where(insight => insight.Kind == InsightKinds.Tracker && insight.Attributes.ContainsKey("example"))];
    }

    private ConversationResult Result(string name) => ConversationJson.Deserialize(File.ReadAllText(folder.At(Path.Combine("out", $"{name}.json"))));

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
