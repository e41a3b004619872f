using System.Text.Json;
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
        var golden = JsonSerializer.Deserialize<GoldenRow[]>(
            File.ReadAllText(StarterTagger.File("tests/ConvoIntel.IntegrationTests/Understanding/tagger-golden.json")), JsonSerializerOptions.Web)!;
        using var tagger = StarterTagger.Load();

        var scores = tagger.Score([.. golden.Select((row, i) => StarterTagger.Utterance(i, row.Role, row.Text))]);

        Assert.True(golden.Length >= 50);
        for (var i = 0; i < golden.Length; i++)
        {
            for (var label = 0; label < golden[i].Probabilities.Length; label++)
            {
                Assert.True(Math.Abs(golden[i].Probabilities[label] - scores[i][label]) < 1e-3,
                    $"'{golden[i].Text}', {tagger.Labels[label]}: trained {golden[i].Probabilities[label]}, here {scores[i][label]}");
            }
        }
    }

    [Fact]
    public void Score_ConversationLongerThanOneRun_IsTheSameAsItsParts()
    {
        using var tagger = StarterTagger.Load();
        string[] lines = ["What are you using today?", "A spreadsheet, and it costs us two days a week.", "Okay.", "I'll send the quote by Friday.", "That is too much for us."];
        var call = Enumerable.Range(0, 300).Select(i => StarterTagger.Utterance(i, i % 2 == 0 ? ParticipantRole.Rep : ParticipantRole.Customer, lines[i % lines.Length])).ToArray();

        var whole = tagger.Score(call);
        var part = tagger.Score(call[100..160]);

        for (var i = 20; i < 60; i++)
            for (var label = 0; label < tagger.Labels.Count; label++) Assert.Equal(part[i][label], whole[100 + i][label], 4);
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

    private sealed record GoldenRow(ParticipantRole Role, string Text, double[] Probabilities);

    private sealed class EmptyFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("convointel").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
