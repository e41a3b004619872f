using System.IO.Compression;
using System.Text;

namespace ConvoIntel.Transcription.Search;

/// <summary>How far text repeats itself: UTF-8 bytes ÷ bytes after zlib (Radford et al. 2022, 4.5).</summary>
internal static class CompressionRatio
{
    public static double Of(string text)
    {
        if (text.Length == 0)
            return 0;
        var bytes = Encoding.UTF8.GetBytes(text);
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(bytes);
        return (double)bytes.Length / compressed.Length;
    }
}
