using System.Buffers.Binary;
using System.Text;

namespace ConvoIntel.IntegrationTests.Support;

/// <summary>Small WAV files for tests, 16-bit PCM unless said otherwise.</summary>
internal static class Wav
{
    public static byte[] Silence(TimeSpan length, int channels = 2, int sampleRate = 8000) =>
        File(channels, sampleRate, 16, new byte[(long)(length.TotalSeconds * sampleRate) * channels * 2]);

    public static byte[] File(int channels, int sampleRate, int bits, byte[] data)
    {
        var file = new byte[44 + data.Length];
        Encoding.ASCII.GetBytes("RIFF").CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 36 + data.Length);
        Encoding.ASCII.GetBytes("WAVEfmt ").CopyTo(file, 8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), sampleRate * channels * bits / 8);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), (short)(channels * bits / 8));
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), (short)bits);
        Encoding.ASCII.GetBytes("data").CopyTo(file, 36);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), data.Length);
        data.CopyTo(file, 44);
        return file;
    }

    /// <summary>The first seconds of an 8 kHz stereo µ-law sample call: a header that promises more than there is would be a broken file.</summary>
    public static byte[] Head(string samplePath, TimeSpan length)
    {
        var source = System.IO.File.ReadAllBytes(samplePath);
        var data = source.AsSpan().IndexOf("data"u8);
        var take = Math.Min((int)(length.TotalSeconds * 8000) * 2, source.Length - data - 8);
        var head = source[..(data + 8 + take)];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), head.Length - 8);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(data + 4), take);
        return head;
    }
}
