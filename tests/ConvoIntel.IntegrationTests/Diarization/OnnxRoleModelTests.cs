using System.Text.Json;
using ConvoIntel.Diarization.Roles;
using ConvoIntel.Inference;

namespace ConvoIntel.IntegrationTests.Diarization;

public sealed class OnnxRoleModelTests
{
    private static readonly string Folder = Path.Combine(Support.Repository.Models, "roles-starter");

    /// <summary>Written by <c>models/training/roles/golden.py</c>.</summary>
    private static Golden Expected { get; } = JsonSerializer.Deserialize<Golden>(
        File.ReadAllText(Path.Combine(Support.Repository.Root, "tests/ConvoIntel.IntegrationTests/Diarization/roles-golden.json")), JsonSerializerOptions.Web)!;

    [Fact]
    public void LogOdds_GoldenUtterances_EqualTheTrainedModel()
    {
        using var model = OnnxRoleModel.Load(Folder, new OnnxSessionFactory(1));

        var logOdds = model.LogOdds([.. Expected.Utterances.Select(utterance => utterance.Text)]);

        Assert.True(logOdds.Length >= 16);
        for (var i = 0; i < logOdds.Length; i++)
        {
            var expected = Expected.Utterances[i];
            Assert.Equal(expected.LogOdds is null, logOdds[i] is null);
            Assert.True(Math.Abs((expected.LogOdds ?? 0) - (logOdds[i] ?? 0)) < 1e-3, $"'{expected.Text}': trained {expected.LogOdds}, here {logOdds[i]}");
        }
    }

    [Fact]
    public void Judge_GoldenCalls_EqualTheTrainedModel()
    {
        using var model = OnnxRoleModel.Load(Folder, new OnnxSessionFactory(1));
        foreach (var call in Expected.Calls)
        {
            var judged = model.Judge([.. call.Speakers.Select(speaker => new SpeakerWords(speaker.Id, speaker.Texts))]);
            Assert.Equal(call.Speakers.Select(speaker => speaker.Id), judged.Select(one => one.Speaker));
            Assert.All(judged.Zip(call.Speakers), pair => Assert.Equal(pair.Second.Rep, pair.First.RepProbability, 3));
        }
    }

    [Fact]
    public void Judge_NobodyOrNoWords_IsEven()
    {
        using var model = OnnxRoleModel.Load(Folder, new OnnxSessionFactory(1));
        Assert.Empty(model.Judge([]));
        Assert.All(model.Judge([new("a", ["..."]), new("b", [])]), one => Assert.Equal(0.5, one.RepProbability, 6));
    }

    [Theory]
    [InlineData("roles.json", null, "cannot be read")]
    [InlineData("roles.json", "{}", "cannot be read")]
    [InlineData("roles.json", """{"format":"convointel/roles/9","name":"a","version":"1","buckets":9,"scale":1,"shrink":0,"utteranceCap":1,"speakerCap":1,"oneSided":0.1}""", "has format 'convointel/roles/9'")]
    [InlineData("roles.json", """{"format":"convointel/roles/1","name":"a","version":"1","buckets":9,"scale":0,"shrink":0,"utteranceCap":1,"speakerCap":1,"oneSided":0.1}""", "scale")]
    [InlineData("model.onnx", null, "does not exist")]
    [InlineData("model.onnx", "no graph", "cannot load")]
    public void Load_UnusableFolder_SaysWhatIsWrong(string file, string? content, string problem)
    {
        var folder = Directory.CreateTempSubdirectory("convointel-roles-").FullName;
        try
        {
            foreach (var each in new[] { "roles.json", "model.onnx" }) File.Copy(Path.Combine(Folder, each), Path.Combine(folder, each));
            if (content is null) File.Delete(Path.Combine(folder, file));
            else File.WriteAllText(Path.Combine(folder, file), content);

            var fault = Assert.Throws<ConvoIntelException>(() => OnnxRoleModel.Load(folder, new OnnxSessionFactory(1)));

            Assert.Equal(FailureReason.ModelUnusable, fault.Reason);
            Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
            Assert.Contains(file, fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Golden(IReadOnlyList<GoldenUtterance> Utterances, IReadOnlyList<GoldenCall> Calls);

    private sealed record GoldenUtterance(string Text, double? LogOdds);

    private sealed record GoldenCall(IReadOnlyList<GoldenSpeaker> Speakers);

    private sealed record GoldenSpeaker(string Id, IReadOnlyList<string> Texts, double Rep);
}
