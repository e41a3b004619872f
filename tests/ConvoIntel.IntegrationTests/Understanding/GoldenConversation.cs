using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.IntegrationTests.Understanding;

/// <summary>A conversation and what the trained network gives for it, written by <c>models/training/tagger/golden.py</c>.</summary>
internal static class GoldenConversation
{
    /// <summary>Normaliser, word pieces, blocks and exported graph together give what the network gave in training.</summary>
    public static void AssertScores(OnnxUtteranceTagger tagger, string file)
    {
        var golden = JsonSerializer.Deserialize<Row[]>(File.ReadAllText(file), JsonSerializerOptions.Web)!;

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

    private sealed record Row(ParticipantRole Role, string Text, double[] Probabilities);
}
