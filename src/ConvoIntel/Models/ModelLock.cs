using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Models;

/// <summary><c>models.lock.json</c>: what was pulled, byte for byte. A file once locked is checked against it ever after.</summary>
internal sealed record ModelLock
{
    public const string FileName = "models.lock.json";
    public const string CurrentFormat = "convointel/models-lock/1";

    private const int MostTries = 100;

    public required string Format { get; init; }

    public required SortedDictionary<string, LockedModel> Models { get; init; }

    /// <exception cref="ConvoIntelException">The file is there and cannot be used: without it nothing would be checked.</exception>
    public static ModelLock Load(string modelsFolder)
    {
        var path = Path.Combine(modelsFolder, FileName);
        try
        {
            if (!File.Exists(path)) return new ModelLock { Format = CurrentFormat, Models = new(StringComparer.Ordinal) };
            var read = JsonSerializer.Deserialize(File.ReadAllBytes(path), LockJsonContext.Default.ModelLock);
            return read?.Format == CurrentFormat ? read : throw Unusable(path, $"the lock has format '{read?.Format}'; this version reads '{CurrentFormat}'");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw Unusable(path, $"the lock of the pulled models cannot be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    /// <summary>Changes the lock on the disk; pulls of other models at the same time wait for their turn.</summary>
    public static async Task UpdateAsync(string modelsFolder, TimeProvider time, Action<ModelLock> change, CancellationToken cancellationToken)
    {
        var busy = Path.Combine(modelsFolder, FileName + ".busy");
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var turn = new FileStream(busy, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
                var current = Load(modelsFolder);
                change(current);
                current.Save(modelsFolder);
                return;
            }
            catch (IOException) when (File.Exists(busy) && tries < MostTries)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Save(string modelsFolder)
    {
        var path = Path.Combine(modelsFolder, FileName);
        // Written beside and renamed: a lock cut short would check nothing.
        File.WriteAllBytes(path + ".new", [.. JsonSerializer.SerializeToUtf8Bytes(this, LockJsonContext.Default.ModelLock), (byte)'\n']);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static ConvoIntelException Unusable(string path, string problem, Exception? inner = null) => new(
        FailureReason.ModelUnusable, path, problem, "Restore it from a backup or version control; deleted, it is made anew and takes what is downloaded next as right.", inner);
}

/// <param name="Version">Version of the manifest's entry when the files were locked.</param>
/// <param name="Files">By path in the model's folder.</param>
internal sealed record LockedModel(string Version, SortedDictionary<string, LockedFile> Files);

/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Bytes">Size.</param>
/// <param name="From">Address or folder it came from.</param>
/// <param name="Locked">When it was first seen.</param>
internal sealed record LockedFile(string Sha256, long Bytes, string From, DateTimeOffset Locked);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ModelLock))]
internal sealed partial class LockJsonContext : JsonSerializerContext;
