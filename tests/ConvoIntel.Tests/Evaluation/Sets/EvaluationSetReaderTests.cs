using ConvoIntel.Evaluation.Sets;

namespace ConvoIntel.Tests.Evaluation.Sets;

public sealed class EvaluationSetReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Read_SubfoldersWithReferencesBeside_AreConditions()
    {
        Add("clean/a.wav", "clean/a.stm", "phone/a.wav", "phone/a.stm", "phone/low/b.wav", "phone/low/b.stm");

        var set = await ReadAsync();

        Assert.Empty(set.Problems);
        Assert.Equal(["clean/a", "phone/a", "phone/low/b"], set.Items.Select(item => item.Name));
        Assert.Equal(["clean", "phone", "phone/low"], set.Items.Select(item => item.Conditions.Single()));
        Assert.All(set.Items, item => Assert.NotNull(item.Audio));
    }

    [Fact]
    public async Task Read_OneFileForManyRecordings_IsTakenApart()
    {
        Add("a.wav", "b.wav");
        folder.Write("all.rttm", "SPEAKER a 1 0 1 <NA> <NA> x <NA> <NA>\nSPEAKER b 1 0 2 <NA> <NA> y <NA> <NA>\n");

        var set = await ReadAsync();

        Assert.Equal(["a", "b"], set.Items.Select(item => item.Name));
        Assert.Equal(2, set.Items[1].Reference.Times!.Utterances[0].End);
    }

    [Fact]
    public async Task Read_SeveralFilesOfOneCall_AnswerWhatEachKnowsBest()
    {
        Add("a.wav", "a.stm");
        folder.Write("a.rttm", "SPEAKER a 1 0.1 0.5 <NA> <NA> x <NA> <NA>\n");

        var reference = Assert.Single((await ReadAsync()).Items).Reference;

        Assert.EndsWith("a.stm", reference.Words!.Path, StringComparison.Ordinal);
        Assert.EndsWith("a.rttm", reference.Speakers!.Path, StringComparison.Ordinal);
        Assert.EndsWith("a.rttm", reference.Times!.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ReferencesInAnotherFolder_AreFoundByTheirName()
    {
        Add("calls/a.wav", "truth/a.stm");

        var item = Assert.Single((await ReadAsync()).Items);

        Assert.Equal("calls/a", item.Name);
        Assert.Equal(["calls"], item.Conditions);
    }

    [Fact]
    public async Task Read_NameThatIsPartOfTheRecordings_IsTakenAndNoted()
    {
        Add("ami_dev00.wav");
        folder.Write("ami.rttm", "SPEAKER dev00 1 0 1 <NA> <NA> x <NA> <NA>\n");

        var set = await ReadAsync();

        Assert.Equal("ami_dev00", Assert.Single(set.Items).Name);
        Assert.Contains("dev00", Assert.Single(set.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NameOfTwoRecordings_IsAProblem()
    {
        Add("x/a.wav", "y/a.wav", "truth/a.stm");

        var set = await ReadAsync();

        Assert.Empty(set.Items);
        var problem = Assert.Single(set.Problems);
        Assert.Equal("truth/a.stm", problem.File);
        Assert.Contains("x/a, y/a", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BrokenFile_LeavesTheOthers()
    {
        Add("a.wav", "a.stm", "b.wav");
        folder.Write("b.stm", "b A spk one two hello\n");

        var set = await ReadAsync();

        Assert.Equal("a", Assert.Single(set.Items).Name);
        var problem = Assert.Single(set.Problems);
        Assert.Equal("b.stm", problem.File);
        Assert.StartsWith("line 1: the start 'one'", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("b.wav", Assert.Single(set.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ConditionsFile_ComesBeforeTheFolder()
    {
        Add("in/a.wav", "in/a.stm", "in/b.wav", "in/b.stm", "in/c.wav", "in/c.stm");
        folder.Write("conditions.csv", "name,condition\na.wav,noisy\na,phone\nin/b,noisy\n");

        var set = await ReadAsync();

        Assert.Equal(["noisy", "phone"], set.Items[0].Conditions);
        Assert.Equal(["noisy"], set.Items[1].Conditions);
        Assert.Equal(["in"], set.Items[2].Conditions);
    }

    [Fact]
    public async Task Read_ConditionsJson_IsReadToo()
    {
        Add("a.wav", "a.stm");
        folder.Write("conditions.json", """{ "a": ["noisy", "phone"] }""");

        Assert.Equal(["noisy", "phone"], Assert.Single((await ReadAsync()).Items).Conditions);
    }

    [Fact]
    public async Task Read_Hash_ChangesWithAnyFileThatCounts()
    {
        Add("a.wav", "a.stm");
        var first = (await ReadAsync()).Hash;
        folder.Write("unrelated.txt", "x");
        Assert.Equal(first, (await ReadAsync()).Hash);

        folder.Write("a.wav", "other sound");
        var second = (await ReadAsync()).Hash;
        folder.Write("a.stm", "a A spk 0 1 <o> other words\n");
        var third = (await ReadAsync()).Hash;

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.Equal(64, first.Length);
    }

    [Fact]
    public async Task Read_NoFolder_SaysSo()
    {
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => EvaluationSetReader.ReadAsync(folder.At("missing"), default));

        Assert.Equal(FailureReason.SourceNotFound, error.Reason);
    }

    private Task<EvaluationSet> ReadAsync() => EvaluationSetReader.ReadAsync(folder.Path, default);

    private void Add(params string[] files)
    {
        foreach (var file in files)
            folder.Write(file, file.EndsWith(".stm", StringComparison.Ordinal) ? $"{Path.GetFileNameWithoutExtension(file)} A spk 0 1 <o> hello\n" : "sound");
    }
}
