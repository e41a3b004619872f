using ConvoIntel.Models.Download;
using ConvoIntel.Models.Manifest;

namespace ConvoIntel.Models;

/// <summary>Brings one file from wherever a pull takes it, and says in plain words why it could not.</summary>
internal sealed class FileFetcher(ManifestModel model, string? variant, ModelSource source, FileDownloader downloader, DiskRoom room)
{
    public const string DoneNote = "done";
    public const string AbsentNote = "absent";

    /// <returns>What came; null where an optional file does not exist.</returns>
    /// <exception cref="ConvoIntelException"><see cref="FailureReason.DownloadFailed"/>.</exception>
    public async Task<FetchedFile?> FetchAsync(ManifestFile file, string target, string? expected, IProgress<FileProgress> progress, CancellationToken cancellationToken)
    {
        var from = source.IsFolder ? source.Name : source.UrlOf(model, file).AbsoluteUri;
        try
        {
            var hash = source.IsFolder
                ? await CopyAsync(file, target, expected, progress, cancellationToken).ConfigureAwait(false)
                : await downloader.FetchAsync(new DownloadRequest(source.UrlOf(model, file), target, file.Bytes, expected, room.RequireForFile), progress, cancellationToken)
                    .ConfigureAwait(false);
            var bytes = new FileInfo(target).Length;
            progress.Report(new FileProgress(bytes, bytes, DoneNote));
            return new FetchedFile(hash, from);
        }
        catch (NotThereFault) when (file.Optional)
        {
            progress.Report(new FileProgress(0, 0, AbsentNote));
            return null;
        }
        catch (NotThereFault fault)
        {
            throw Failed(from, fault.Message, source.IsPublisher
                ? $"The publisher has moved or withdrawn it: look at {model.Source}, and take a newer ConvoIntel or correct models/manifest.json."
                : $"The copy is not complete: it needs {model.Name}/{file.Path}.", fault);
        }
        catch (PermanentFault fault)
        {
            var remedy = expected is not null && file.Sha256 is null && fault.Message.Contains("SHA-256", StringComparison.Ordinal)
                ? $"{fault.Remedy} If the change is meant, `convointel models pull {Reference} --relock` takes it."
                : fault.Remedy;
            throw Failed(from, fault.Message, remedy, fault);
        }
        catch (TransientFault fault)
        {
            throw Failed(from, fault.Message, fault.Unreachable
                ? $"Check the network, HTTPS_PROXY and {ModelSource.Variable}; without a network, copy the folder '{model.Name}' from a machine that has one and run "
                    + $"`convointel models pull {Reference} --source FOLDER`."
                : "Run the same command again: it goes on where it stopped.", fault);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failed(from, error.Message.TrimEnd('.'), "Give this account the right to read the source and to write the models folder.", error);
        }
    }

    private string Reference => variant is null ? model.Name : $"{model.Name}:{variant}";

    private async Task<string> CopyAsync(ManifestFile file, string target, string? expected, IProgress<FileProgress> progress, CancellationToken cancellationToken)
    {
        var path = source.FindFile(model, file) ?? throw new NotThereFault($"{file.Path} is not in the folder");
        var part = new PartFile(target);
        part.Clear();
        await using (var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan | FileOptions.Asynchronous))
        await using (var to = part.Append())
        {
            if (file.Bytes is { } bytes && from.Length != bytes)
                throw new PermanentFault($"{path} has {from.Length} bytes, and {bytes} were expected", "Copy it again: it is cut short, or of another version.");
            room.RequireForFile(from.Length);
            var buffer = new byte[1 << 20];
            for (int count; (count = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                await to.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None).ConfigureAwait(false);
                progress.Report(new FileProgress(to.Length, from.Length));
            }
        }

        var hash = await FileHash.OfAsync(part.Path, cancellationToken).ConfigureAwait(false);
        if (expected is not null && expected != hash)
        {
            part.Clear();
            throw new PermanentFault($"the SHA-256 of {path} is {hash}, and {expected} was expected", "Copy it again: it is damaged, or of another version.");
        }

        part.Finish();
        return hash;
    }

    private static ConvoIntelException Failed(string from, string problem, string remedy, Exception inner) =>
        new(FailureReason.DownloadFailed, from, problem, remedy, inner);
}
