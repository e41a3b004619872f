using System.Buffers.Binary;

namespace ConvoIntel.Benchmarks.Speed;

/// <summary>The sample calls, and longer recordings made of them: 8 kHz µ-law, two channels.</summary>
internal sealed class SampleAudio(string repository)
{
    private const int BytesPerSecond = 8000 * 2;

    public IReadOnlyList<string> Calls { get; } =
        [.. Directory.GetFiles(Path.Combine(repository, "samples", "calls"), "*.wav").Where(path => !path.EndsWith("broken.wav", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public string Reference(string call) => Path.Combine(repository, "samples", "reference", Path.GetFileNameWithoutExtension(call) + ".json");

    /// <summary>The calls one after the other, beginning with one of them, over and over.</summary>
    public string Make(string path, TimeSpan length, int first)
    {
        var (head, size) = Parts(Calls[0]).Head;
        var left = (long)(length.TotalSeconds * BytesPerSecond);
        using var file = File.Create(path);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(4), (uint)(head.Length + left - 8));
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(size), (uint)left);
        file.Write(head);
        for (var call = first; left > 0; call++)
        {
            var samples = Parts(Calls[call % Calls.Count]).Samples;
            var part = samples.AsSpan(0, (int)Math.Min(left, samples.Length));
            file.Write(part);
            left -= part.Length;
        }

        return path;
    }

    /// <summary>The header, with the place of the data's size in it, and the samples after it.</summary>
    private static ((byte[] Bytes, int Size) Head, byte[] Samples) Parts(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var size = bytes.AsSpan().IndexOf("data"u8) + 4;
        return ((bytes[..(size + 4)], size), bytes[(size + 4)..]);
    }
}
