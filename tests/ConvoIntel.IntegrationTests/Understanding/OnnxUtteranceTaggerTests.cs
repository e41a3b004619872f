using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.IntegrationTests.Understanding;

public sealed class OnnxUtteranceTaggerTests
{
    /// <summary>Written by <c>models/training/tagger/golden.py</c> with the network that was exported.</summary>
    [Fact]
    public void Score_GoldenConversation_EqualsTheTrainedNetwork()
    {
        using var tagger = StarterTagger.Load();

        GoldenConversation.AssertScores(tagger, StarterTagger.File("tests/ConvoIntel.IntegrationTests/Understanding/tagger-golden.json"));
    }

    [Fact]
    public void Score_ConversationLongerThanOneBlock_IsTheSameAsItsParts()
    {
        using var tagger = StarterTagger.Load();
        string[] lines = ["What are you using today?", "A spreadsheet, and it costs us two days a week.", "Okay.", "I'll send the quote by Friday.", "That is too much for us."];
        var call = Enumerable.Range(0, 300).Select(i => StarterTagger.Utterance(i, i % 2 == 0 ? ParticipantRole.Rep : ParticipantRole.Customer, lines[i % lines.Length])).ToArray();

        var whole = tagger.Score(call);
        var part = tagger.Score(call[100..170]);

        // Twelve turns before and four after bear on an utterance; with acknowledgements between them that is at most 16 and 6 utterances.
        for (var i = 16; i < 64; i++)
            for (var label = 0; label < tagger.Labels.Count; label++) Assert.Equal(part[i][label], whole[100 + i][label], 4);
    }

    [Fact]
    public void Load_FormatOfAnotherVersion_SaysWhichIsRead()
    {
        using var folder = new EmptyFolder();
        var description = File.ReadAllText(StarterTagger.File("models/tagger-starter/tagger.json"));
        File.WriteAllText(Path.Combine(folder.Path, "tagger.json"), description.Replace("convointel/tagger/2", "convointel/tagger/1", StringComparison.Ordinal));

        var error = Assert.Throws<ConvoIntelException>(() => OnnxUtteranceTagger.Load(folder.Path, new OnnxSessionFactory(1)));

        Assert.Equal(FailureReason.ModelUnusable, error.Reason);
        Assert.Contains("'convointel/tagger/1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'convointel/tagger/2'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FolderWithoutModel_NamesTheFileAndTheRemedy()
    {
        using var folder = new EmptyFolder();

        var error = Assert.Throws<ConvoIntelException>(() => OnnxUtteranceTagger.Load(folder.Path, new OnnxSessionFactory(1)));

        Assert.Equal(FailureReason.ModelUnusable, error.Reason);
        Assert.Contains("tagger.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("Understanding:ModelFolder", error.Message, StringComparison.Ordinal);
    }

    private sealed class EmptyFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("convointel").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
