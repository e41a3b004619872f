using System.Buffers.Binary;

namespace ConvoIntel.Decoding;

/// <summary>Reads the body of a <c>fmt </c> chunk.</summary>
internal static class WavFormatParser
{
    public const int MinSampleRate = 4_000;
    public const int MaxSampleRate = 384_000;
    public const int MaxChannels = 8;

    private const int Pcm = 1;
    private const int Float = 3;
    private const int ALaw = 6;
    private const int MuLaw = 7;
    private const int Extensible = 0xFFFE;

    /// <param name="body">16 to 40 bytes.</param>
    /// <param name="source">The file, for messages.</param>
    /// <returns>The format, or null where the tag is one that this class does not read; and the tag.</returns>
    public static (WavFormat? Format, int Tag) Parse(ReadOnlySpan<byte> body, string source)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(body);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(body[4..]);
        int frameSize = BinaryPrimitives.ReadUInt16LittleEndian(body[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(body[14..]);
        // In the extensible layout the old tag is the first two bytes of the sub-format's GUID.
        if (tag == Extensible && body.Length >= 26)
            tag = BinaryPrimitives.ReadUInt16LittleEndian(body[24..]);
        CheckLayout(channels, rate, source);

        var encoding = Encoding(tag);
        if (encoding is null)
            return (null, tag);
        // A few writers leave the frame size empty, or state 12 valid bits in a 16-bit container: the frame size decides.
        var bytes = frameSize > 0 && frameSize % channels == 0 ? frameSize / channels : (bits + 7) / 8;
        var known = encoding switch
        {
            WavEncoding.Pcm => bytes is >= 1 and <= 4,
            WavEncoding.Float => bytes is 4 or 8,
            _ => bytes == 1,
        };
        if (!known)
        {
            throw new ConvoIntelException(FailureReason.CorruptAudio, source, $"the WAV header states {bytes * 8} bits a sample for format {tag}",
                "Export the recording again as 16-bit PCM.");
        }
        return (new WavFormat { Encoding = encoding.Value, Channels = channels, SampleRate = (int)rate, BytesPerSample = bytes }, tag);
    }

    private static WavEncoding? Encoding(int tag) => tag switch
    {
        Pcm => WavEncoding.Pcm,
        Float => WavEncoding.Float,
        ALaw => WavEncoding.ALaw,
        MuLaw => WavEncoding.MuLaw,
        _ => null,
    };

    private static void CheckLayout(int channels, uint rate, string source)
    {
        if (channels is 0 or > MaxChannels)
        {
            throw new ConvoIntelException(FailureReason.UnsupportedAudioLayout, source, $"the audio has {channels} channels",
                $"Export it with 1 to {MaxChannels} channels.");
        }
        if (rate is < MinSampleRate or > MaxSampleRate)
        {
            throw new ConvoIntelException(FailureReason.UnsupportedAudioLayout, source, $"the audio has a sample rate of {rate} Hz",
                $"Export it with a rate from {MinSampleRate} to {MaxSampleRate} Hz.");
        }
    }
}
