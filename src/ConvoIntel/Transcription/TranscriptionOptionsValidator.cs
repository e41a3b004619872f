using Microsoft.Extensions.Options;

namespace ConvoIntel.Transcription;

/// <summary>Ranges of single options.</summary>
[OptionsValidator]
internal sealed partial class TranscriptionOptionsValidator : IValidateOptions<TranscriptionOptions>;

/// <summary>What a range cannot say.</summary>
internal sealed class TranscriptionConsistencyValidator : IValidateOptions<TranscriptionOptions>
{
    public ValidateOptionsResult Validate(string? name, TranscriptionOptions options)
    {
        var failures = new List<string>();
        if (options.Temperatures.Any(value => value is not (>= 0 and <= 1)))
            failures.Add("Temperatures: each lies between 0 and 1.");
        for (var i = 1; i < options.Temperatures.Length; i++)
        {
            if (options.Temperatures[i] <= options.Temperatures[i - 1])
            {
                failures.Add("Temperatures: each is higher than the one before.");
                break;
            }
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
