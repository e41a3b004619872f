using System.Diagnostics;
using System.Text;

namespace ConvoIntel.Tests.Ingestion;

public sealed class ExpandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Expand_Folder_FindsRecordingsInOrdinalOrderWithoutWhatBelongsToThem()
    {
        foreach (var name in (string[])["b.wav", "B.mp3", "a/z.flac", "a/talk.vtt", "c.WAV", "notes.txt", "b.vtt", ".hidden.wav", ".git/x.wav", "report.md"])
            _folder.Write(name, "x");
        _folder.Write("b.json", "{}");
        _folder.Write("a/talk.json", "{}");
        _folder.Write("package.json", """{ "name": "x" }""");
        _folder.Write("damaged.json", "{");
        _folder.Write("result.json", """{ "schema": "convointel/conversation/1", "segments": [] }""");
        _folder.Write("spoken.json", """{ "transcript": [] }""");
        _folder.Write("whisperx.json", """{ "segments": [] }""");

        Assert.Equal(["B.mp3", "a/talk.vtt", "a/z.flac", "b.wav", "c.WAV", "spoken.json", "whisperx.json"], Expand(_folder.Path));
    }

    [Fact]
    public void Expand_EverythingAShellGlobs_LeavesSidecarsOut()
    {
        _folder.Write("a.wav", "x");
        _folder.Write("a.json", "{}");
        _folder.Write("c.vtt", "x");
        _folder.Write("c.json", "{}");
        Assert.Equal(["a.wav", "c.vtt"], Expand([.. Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal)]));
    }

    [Fact]
    public void Expand_NamedFiles_KeepTheirOrderAndComeOnce()
    {
        _folder.Write("b.wav", "x");
        _folder.Write("a.wav", "x");
        _folder.Write("odd.bin", "x");
        Assert.Equal(["b.wav", "odd.bin", "a.wav"], Expand(_folder.At("b.wav"), _folder.At("odd.bin"), _folder.At("b.wav"), _folder.Path));
    }

    [Fact]
    public void Expand_LinksInACircle_Ends()
    {
        _folder.Write("sub/a.wav", "x");
        Directory.CreateSymbolicLink(_folder.At("sub/up"), _folder.Path);
        Directory.CreateSymbolicLink(_folder.At("self"), _folder.At("self"));
        Assert.Equal(["sub/a.wav"], Expand(_folder.Path));
    }

    [Fact]
    public async Task Expand_LinkToItself_IsReportedWhenRead()
    {
        Directory.CreateSymbolicLink(_folder.At("self"), _folder.At("self"));
        var path = Assert.Single(Sources.Create().Expand([_folder.At("self")]));
        Assert.Equal(FailureReason.SourceUnreadable, (await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.ReadAsync(path))).Reason);
    }

    [Fact]
    public async Task Read_Folder_IsReportedAsUnreadable()
    {
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.ReadAsync(_folder.Path));
        Assert.Equal(FailureReason.SourceUnreadable, error.Reason);
        Assert.Contains("folder", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expand_FolderWithoutPermission_YieldsItselfBesideTheRest()
    {
        _folder.Write("a.wav", "x");
        _folder.Write("locked/b.wav", "x");
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(_folder.At("locked"), UnixFileMode.None);
        try
        {
            var found = Expand(_folder.Path);
            // The superuser may read what is locked; anybody else is told.
            if (Environment.IsPrivilegedProcess)
            {
                Assert.Equal(["a.wav", "locked/b.wav"], found);
                return;
            }
            Assert.Equal(["a.wav", "locked"], found);
            var error = await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.ReadAsync(_folder.At("locked")));
            Assert.Equal(FailureReason.SourceUnreadable, error.Reason);
        }
        finally
        {
            File.SetUnixFileMode(_folder.At("locked"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task Expand_NameThatIsNotUtf8_IsReportedAndStopsNothing()
    {
        _folder.Write("a.wav", "x");
        // .NET cannot write such a name; the shell can.
        using (var shell = Process.Start(new ProcessStartInfo("bash", ["-c", "printf x > \"$1\"/$'caf\\xe9.wav'", "bash", _folder.Path])))
            await shell!.WaitForExitAsync();

        var paths = Sources.Create().Expand([_folder.Path]);

        Assert.Equal(2, paths.Count);
        var odd = paths.Single(path => !path.EndsWith("a.wav", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.ReadAsync(odd));
        Assert.Contains("UTF-8", error.Problem, StringComparison.Ordinal);
        Assert.Contains("Rename", error.Remedy, StringComparison.Ordinal);
        // Clean-up by .NET would stumble over the name as well.
        using var remove = Process.Start(new ProcessStartInfo("bash", ["-c", "rm -f \"$1\"/caf*", "bash", _folder.Path]));
        await remove!.WaitForExitAsync();
    }

    [Theory]
    [InlineData("émoji 😀 call.wav")]
    [InlineData("-rf.wav")]
    [InlineData("new\nline.wav")]
    [InlineData("quote\"'`$(x).wav")]
    public async Task Expand_OddName_IsReadAsItIs(string name)
    {
        _folder.Write(name, Encoding.UTF8.GetBytes("audio"));
        var path = Assert.Single(Sources.Create().Expand([_folder.Path]));
        Assert.Equal(name, (await Sources.ReadAsync(path)).Conversation.Source);
    }

    private IEnumerable<string> Expand(params string[] paths) =>
        Sources.Create().Expand(paths).Select(path => Path.GetRelativePath(_folder.Path, path));
}
