using System.Text;

namespace ConvoIntel.Decoding;

/// <summary>The first line that FFmpeg writes to its error stream; the rest is read and dropped, so that it never blocks on it.</summary>
internal sealed class FfmpegMessages
{
    private const int MaxKept = 4096;

    private readonly StringBuilder _text = new();

    /// <summary>First line, without FFmpeg's memory addresses, or null.</summary>
    public string? First
    {
        get
        {
            string text;
            lock (_text)
                text = _text.ToString();
            var line = text.Split('\n').Select(part => part.Trim()).FirstOrDefault(part => part.Length > 0);
            // "[mov,mp4 @ 0x55d0c0] moov atom not found": the module means nothing to the reader, nor does one in front of it.
            while (line is not null && line.StartsWith('[') && line.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end) line = line[(end + 2)..];
            return line;
        }
    }

    public async Task ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            lock (_text)
            {
                if (_text.Length < MaxKept)
                    _text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
    }
}
