namespace ConvoIntel.Cli.Rendering;

internal static class FileNames
{
    private static readonly HashSet<char> Unwelcome = [.. Path.GetInvalidFileNameChars(), '\\', ':', '*', '?', '"', '<', '>', '|', '\uFFFD'];

    /// <summary>A conversation's name as a file name on any system.</summary>
    public static string Safe(string name)
    {
        var safe = new string([.. name.Select(c => Unwelcome.Contains(c) || char.IsControl(c) ? '_' : c)]).Trim('.', ' ');
        return safe.Length == 0 ? "conversation" : safe;
    }
}
