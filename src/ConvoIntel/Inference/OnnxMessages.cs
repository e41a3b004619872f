namespace ConvoIntel.Inference;

/// <summary>Messages of ONNX Runtime as parts of ours.</summary>
internal static class OnnxMessages
{
    /// <summary>The first line, without its full stop: what follows is of use to those who build the runtime.</summary>
    public static string FirstLine(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        return (end < 0 ? text : text[..end]).Trim().TrimEnd('.');
    }
}
