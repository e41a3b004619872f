using System.Buffers.Binary;

namespace ConvoIntel.WhisperNet;

/// <summary>The first numbers of a ggml Whisper file: a magic number, then sizes (whisper.cpp, <c>whisper_model_load</c>).</summary>
/// <param name="Vocabulary">Tokens; English-only models have 51,864, multilingual ones more.</param>
/// <param name="EndOfText">Number of <c>&lt;|endoftext|&gt;</c>: text tokens are lower.</param>
internal sealed record GgmlHeader(int Vocabulary, int EndOfText)
{
    private const uint Magic = 0x67676d6c;
    private const int EnglishVocabulary = 51864;
    private const int EnglishEndOfText = 50256;

    public bool IsMultilingual => Vocabulary > EnglishVocabulary;

    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>: missing, or not such a file.</exception>
    public static GgmlHeader Read(string path)
    {
        var bytes = new byte[8];
        try
        {
            using var file = File.OpenRead(path);
            file.ReadExactly(bytes);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, "the model file does not exist",
                "Correct the path, or fetch a ggml model of whisper.cpp.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, $"the model file cannot be read ({fault.Message})",
                "Check its permissions, or copy it again.", fault);
        }

        var vocabulary = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4));
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic || vocabulary < EnglishVocabulary)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, "this is not a ggml model of Whisper",
                "Take a file that whisper.cpp reads, such as ggml-base.en.bin.");
        }

        return new GgmlHeader(vocabulary, vocabulary > EnglishVocabulary ? EnglishEndOfText + 1 : EnglishEndOfText);
    }
}
