namespace ConvoIntel.IntegrationTests.Decoding;

/// <summary>Encodes what the tests decode.</summary>
internal static class Ffmpeg
{
    public static Task EncodeAsync(string input, string output, params string[] arguments) =>
        CliWrap.Cli.Wrap("ffmpeg").WithArguments(["-nostdin", "-loglevel", "error", .. input.StartsWith("color", StringComparison.Ordinal) ? ["-f", "lavfi"] : Array.Empty<string>(), "-i", input, .. arguments, "file:" + output]).ExecuteAsync();
}
