using System.Buffers.Binary;
using System.Text;

namespace ConvoIntel.Tests.Decoding;

/// <summary>Builds WAV files byte by byte, so that tests can spoil any part of them.</summary>
internal sealed class WavBytes
{
    public int Tag { get; init; } = 1;

    public int Channels { get; init; } = 1;

    public int Rate { get; init; } = 16_000;

    public int Bits { get; init; } = 16;

    public bool Extensible { get; init; }

    public string Riff { get; init; } = "RIFF";

    /// <summary>Chunks between the format and the samples.</summary>
    public byte[] Before { get; init; } = [];

    public byte[] After { get; init; } = [];

    /// <summary>Data length to write in place of the true one.</summary>
    public uint? StatedLength { get; init; }

    public byte[] Build(byte[] data)
    {
        var format = new byte[Extensible ? 40 : 16];
        var span = format.AsSpan();
        BinaryPrimitives.WriteUInt16LittleEndian(span, (ushort)(Extensible ? 0xFFFE : Tag));
        BinaryPrimitives.WriteUInt16LittleEndian(span[2..], (ushort)Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(span[4..], (uint)Rate);
        BinaryPrimitives.WriteUInt32LittleEndian(span[8..], (uint)(Rate * Channels * Bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(span[12..], (ushort)(Channels * Bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(span[14..], (ushort)Bits);
        if (Extensible)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(span[16..], 22);
            BinaryPrimitives.WriteUInt16LittleEndian(span[18..], (ushort)Bits);
            BinaryPrimitives.WriteUInt16LittleEndian(span[24..], (ushort)Tag);
        }
        byte[] body = [.. "WAVE"u8, .. Chunk("fmt ", format), .. Before, .. "data"u8, .. Length(StatedLength ?? (uint)data.Length), .. data, .. After];
        return [.. Encoding.ASCII.GetBytes(Riff), .. Length((uint)body.Length), .. body];
    }

    public static byte[] Chunk(string id, byte[] body) =>
        [.. Encoding.ASCII.GetBytes(id), .. Length((uint)body.Length), .. body, .. new byte[body.Length % 2]];

    /// <summary>Interleaved 16-bit samples of a stereo or mono signal.</summary>
    public static byte[] Pcm16(params float[][] channels)
    {
        var data = new byte[channels[0].Length * channels.Length * 2];
        for (var i = 0; i < channels[0].Length; i++)
        {
            for (var c = 0; c < channels.Length; c++)
            {
                var value = (short)Math.Clamp(Math.Round(channels[c][i] * 32767), -32768, 32767);
                BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(((i * channels.Length) + c) * 2), value);
            }
        }
        return data;
    }

    private static byte[] Length(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
