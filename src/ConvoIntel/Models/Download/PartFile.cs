using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Models.Download;

/// <summary>A file on its way: its first bytes in <c>x.part</c>, and in <c>x.part.json</c> what they belong to, so that a killed download resumes.</summary>
internal sealed class PartFile(string target)
{
    private readonly string data = target + ".part";
    private readonly string note = target + ".part.json";

    public string Path => data;

    public long Length => File.Exists(data) ? new FileInfo(data).Length : 0;

    /// <summary>What the bytes belong to; null where that is not known.</summary>
    public PartNote? Note
    {
        get
        {
            try
            {
                return File.Exists(note) ? JsonSerializer.Deserialize(File.ReadAllBytes(note), PartJsonContext.Default.PartNote) : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    public FileStream Append() => new(data, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Begin(PartNote what) => File.WriteAllBytes(note, JsonSerializer.SerializeToUtf8Bytes(what, PartJsonContext.Default.PartNote));

    public void Clear()
    {
        File.Delete(data);
        File.Delete(note);
    }

    /// <summary>Gives the file its name.</summary>
    public void Finish()
    {
        File.Move(data, target, overwrite: true);
        File.Delete(note);
    }
}

/// <param name="Url">Address that was asked for.</param>
/// <param name="ETag">The server's strong entity tag.</param>
/// <param name="LastModified">Its time of the last change.</param>
/// <param name="Bytes">Size of the whole file.</param>
internal sealed record PartNote(string Url, string? ETag, DateTimeOffset? LastModified, long? Bytes);

[JsonSerializable(typeof(PartNote))]
internal sealed partial class PartJsonContext : JsonSerializerContext;
