using System.Buffers.Binary;
using System.Text;

namespace ConvoIntel.Decoding;

/// <summary>
/// Walks the chunks of a RIFF, RF64 or BW64 WAVE stream up to its samples, forgiving what writers get wrong.
/// Layout: Microsoft "Multimedia Programming Interface and Data Specifications 1.0"; RF64: EBU Tech 3306.
/// </summary>
internal sealed class WavHeaderReader(Stream stream, string source)
{
    /// <summary>What a writer to a pipe leaves in a length that it cannot go back to fill in.</summary>
    private const uint LengthUnknown = 0xFFFF_FFFF;

    private readonly List<string> _warnings = [];
    private readonly byte[] _buffer = new byte[64];
    private long _position;
    private long? _ds64DataLength;
    private (WavFormat? Format, int Tag)? _format;

    public async Task<WavHeader> ReadAsync(CancellationToken cancellationToken)
    {
        if (await FillAsync(12, cancellationToken) < 12 || !IsWave(_buffer))
            throw Corrupt("the WAV header is cut off");
        while (true)
        {
            var read = await FillAsync(8, cancellationToken);
            if (read < 8)
                throw Corrupt(_format is null ? "the WAV header is cut off before its format" : "the WAV header is not followed by samples");
            var id = Encoding.Latin1.GetString(_buffer, 0, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(4));
            switch (id)
            {
                case "data":
                    return await AtDataAsync(length, cancellationToken);
                case "fmt ":
                    await ReadFormatAsync(length, cancellationToken);
                    break;
                case "ds64":
                    await ReadDs64Async(length, cancellationToken);
                    break;
                default:
                    await SkipAsync(length, cancellationToken);
                    break;
            }
            if (length % 2 == 1)
                await SkipAsync(1, cancellationToken);
        }
    }

    /// <summary>True where the first 12 bytes are those of a WAVE file.</summary>
    public static bool IsWave(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && head.Slice(8, 4).SequenceEqual("WAVE"u8)
        && (head.StartsWith("RIFF"u8) || head.StartsWith("RF64"u8) || head.StartsWith("BW64"u8));

    private async Task ReadFormatAsync(uint length, CancellationToken cancellationToken)
    {
        // 16 bytes is the oldest layout, 18 adds an extension's size, 40 is WAVE_FORMAT_EXTENSIBLE.
        var wanted = (int)Math.Min(length, 40);
        if (wanted < 16 || await FillAsync(wanted, cancellationToken) < wanted)
            throw Corrupt("the WAV header is cut off inside its format");
        _format ??= WavFormatParser.Parse(_buffer.AsSpan(0, wanted), source);
        await SkipAsync(length - (uint)wanted, cancellationToken);
    }

    private async Task ReadDs64Async(uint length, CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(length, 24);
        if (await FillAsync(wanted, cancellationToken) < wanted)
            throw Corrupt("the RF64 header is cut off");
        if (wanted >= 16)
            _ds64DataLength = BinaryPrimitives.ReadInt64LittleEndian(_buffer.AsSpan(8));
        await SkipAsync(length - (uint)wanted, cancellationToken);
    }

    private async Task<WavHeader> AtDataAsync(uint length, CancellationToken cancellationToken)
    {
        var (format, tag) = _format ?? throw Corrupt("the WAV header names no format before its samples");
        var start = _position;
        long? stated = length == LengthUnknown ? _ds64DataLength : length;
        long? data = stated;
        if (stream.CanSeek)
            data = await CheckLengthAsync(stated, start, format, cancellationToken);
        else if (stated is 0)
            data = null;
        return new WavHeader { Format = format, FormatTag = tag, DataStart = start, DataLength = data, Warnings = _warnings };
    }

    private async Task<long> CheckLengthAsync(long? stated, long start, WavFormat? format, CancellationToken cancellationToken)
    {
        var present = stream.Length - start;
        if (stated is null or < 0)
        {
            _warnings.Add("The header states no length; the file was read to its end.");
            return present;
        }
        if (stated > present)
        {
            _warnings.Add($"The header states {stated} bytes of audio and the file holds {present}; it was read to its end.");
            return present;
        }
        var rest = present - stated.Value;
        if (stated > 0 && (format is null || rest <= (long)format.SampleRate * format.FrameSize))
            return stated.Value;
        if (rest == 0 || await ChunkFollowsAsync(start + stated.Value, rest, cancellationToken))
            return stated.Value;
        _warnings.Add($"The header states {stated} bytes of audio and the file holds {present}; it was read to its end.");
        return present;
    }

    /// <summary>Tells a tag chunk after the samples from samples that the stated length leaves out.</summary>
    private async Task<bool> ChunkFollowsAsync(long offset, long rest, CancellationToken cancellationToken)
    {
        var back = stream.Position;
        stream.Position = offset;
        var read = await stream.ReadAtLeastAsync(_buffer.AsMemory(0, 9), 9, throwOnEndOfStream: false, cancellationToken);
        stream.Position = back;
        // A pad byte follows samples of odd length; some writers leave it out.
        return IsChunk(_buffer.AsSpan(0, read), rest) || (read == 9 && IsChunk(_buffer.AsSpan(1, 8), rest - 1));

        static bool IsChunk(ReadOnlySpan<byte> head, long rest) =>
            head.Length >= 8 && head[..4].IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0
            && BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) <= rest - 8;
    }

    private async Task<int> FillAsync(int count, CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(_buffer.AsMemory(0, count), count, throwOnEndOfStream: false, cancellationToken);
        _position += read;
        return read;
    }

    private async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        if (stream.CanSeek)
        {
            _position = Math.Min(_position + count, stream.Length);
            stream.Position = _position;
            return;
        }
        while (count > 0)
        {
            var read = await FillAsync((int)Math.Min(count, _buffer.Length), cancellationToken);
            if (read == 0)
                return;
            count -= read;
        }
    }

    private ConvoIntelException Corrupt(string problem) =>
        new(FailureReason.CorruptAudio, source, problem, "Export the recording again from the system that made it.");
}
