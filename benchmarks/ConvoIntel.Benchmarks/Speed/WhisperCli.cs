using System.Diagnostics;
using System.Text.Json;
using ConvoIntel.Evaluation.Words;

namespace ConvoIntel.Benchmarks.Speed;

/// <summary>whisper.cpp's command on both channels of each sample call, one after the other.</summary>
/// <param name="program">The path of <c>whisper-cli</c>.</param>
/// <param name="model">The same weights as a ggml file.</param>
internal sealed class WhisperCli(string program, string model)
{
    /// <returns>Seconds for all calls, channels cut out beforehand; and word errors.</returns>
    public async Task<(double Seconds, WordErrors Errors)> RunAsync(SampleAudio audio, string folder, string? voiceModel)
    {
        var (seconds, errors) = (0.0, default(WordErrors));
        foreach (var call in audio.Calls)
        {
            var heard = new List<string>();
            for (var channel = 0; channel < 2; channel++)
            {
                var mono = Path.Combine(folder, $"channel-{channel}.wav");
                await RunAsync("ffmpeg", "-loglevel", "error", "-y", "-i", call, "-af", $"pan=mono|c0=c{channel}", "-ar", "16000", mono);
                string[] voice = voiceModel is null ? [] : ["--vad", "-vm", voiceModel];
                var started = Stopwatch.GetTimestamp();
                heard.Add(await RunAsync(program, ["-m", model, "-f", mono, "-t", $"{Environment.ProcessorCount}", "-bs", "1", "-bo", "1", "-nf", "-nt", "-np", "-l", "en", .. voice]));
                seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            }

            var (rep, customer) = Said(audio.Reference(call));
            // Which channel is whose does not concern the comparison: the assignment with fewer errors counts.
            var (straight, crossed) = (Errors(rep, heard[0]) + Errors(customer, heard[1]), Errors(rep, heard[1]) + Errors(customer, heard[0]));
            errors += straight.Errors <= crossed.Errors ? straight : crossed;
        }

        return (seconds, errors);
    }

    public static WordErrors Errors(SampleAudio audio, SpeedRun run)
    {
        var errors = default(WordErrors);
        foreach (var call in audio.Calls)
        {
            var (rep, customer) = Said(audio.Reference(call));
            var sides = run.Words[Path.GetFileNameWithoutExtension(call)];
            errors += Errors(rep, sides.GetValueOrDefault("Rep", "")) + Errors(customer, sides.GetValueOrDefault("Customer", ""));
        }

        return errors;
    }

    private static WordErrors Errors(string said, string heard) => WordErrors.Of(EnglishText.Words(said), EnglishText.Words(heard));

    private static (string Rep, string Customer) Said(string reference)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(reference));
        var utterances = document.RootElement.GetProperty("utterances").EnumerateArray().ToArray();
        string Of(string role) => string.Join(' ', utterances.Where(u => u.GetProperty("role").GetString() == role).Select(u => u.GetProperty("text").GetString()));
        return (Of("rep"), Of("customer"));
    }

    private static async Task<string> RunAsync(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{file} failed: {await error}");
    }
}
