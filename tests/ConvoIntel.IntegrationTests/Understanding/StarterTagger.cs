using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.IntegrationTests.Understanding;

/// <summary>The tagger that ships, and utterances for it.</summary>
internal static class StarterTagger
{
    public static OnnxUtteranceTagger Load() => OnnxUtteranceTagger.Load(File("models/tagger-starter"), new OnnxSessionFactory(1));

    public static Utterance Utterance(int index, ParticipantRole role, string text) => new()
    {
        Index = index,
        Speaker = role.ToString(),
        Role = role,
        Start = index * 4,
        End = (index * 4) + 3,
        Text = text,
    };

    public static string File(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "ConvoIntel.sln"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("No ConvoIntel.sln above the tests."), relative);
    }
}
