using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Ingestion;

/// <summary>What is assumed of a recording whose sidecar does not say.</summary>
public sealed class IngestionOptions
{
    /// <summary>
    /// Finds, anywhere in a name, <c>2026-03-02T14-30</c>, <c>+442071234567</c>, <c>rep-Sam Ortiz</c> and <c>deal-OPP-1</c>; parts end at an underscore.
    /// </summary>
    public const string DefaultFileNamePattern =
        @"^(?=(?:.*?(?<!\d)(?<date>\d{4}-?\d{2}-?\d{2})(?:[T_ ](?<time>\d{2}[-.h]?\d{2}(?:[-.]?\d{2})?))?(?!\d))|)"
        + @"(?=(?:.*?(?<phone>\+\d{7,15}))|)"
        + @"(?=(?:.*?(?:^|_)rep-(?<rep>[^_]+))|)"
        + @"(?=(?:.*?(?:^|_)deal-(?<deal>[^_]+))|)";

    /// <summary>
    /// Name of the place that recordings come from; together with a recording's content it makes the conversation's id,
    /// so that a file that was renamed or came twice is one conversation. Default <c>files</c>.
    /// </summary>
    [Required]
    public string SourceId { get; set; } = "files";

    /// <summary>IANA time zone of calls whose sidecar names none. Default: the machine's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>BCP 47 tag of calls whose sidecar names none. Default <c>en-US</c>.</summary>
    [Required]
    public string Locale { get; set; } = "en-US";

    /// <summary>Zero-based channel of the rep in stereo recordings whose sidecar names none. 0 (left, default) or 1.</summary>
    [Range(0, 1)]
    public int RepChannel { get; set; }

    /// <summary>
    /// Regular expression that reads file names without extension; groups <c>date</c>, <c>time</c>, <c>rep</c> (name or e-mail),
    /// <c>phone</c> (the customer's) and <c>deal</c>, all optional. Default <see cref="DefaultFileNamePattern"/>.
    /// </summary>
    [Required]
    public string FileNamePattern { get; set; } = DefaultFileNamePattern;
}

[OptionsValidator]
internal sealed partial class IngestionOptionsValidator : IValidateOptions<IngestionOptions>;

/// <summary>Checks what attributes cannot: that the pattern compiles and the zone exists.</summary>
internal sealed class IngestionOptionsContentValidator : IValidateOptions<IngestionOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestionOptions options)
    {
        var failures = new List<string>();
        try
        {
            _ = new Regex(options.FileNamePattern);
        }
        catch (ArgumentException error)
        {
            failures.Add($"{nameof(IngestionOptions.FileNamePattern)}: {error.Message}");
        }
        if (options.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            failures.Add($"{nameof(IngestionOptions.TimeZone)}: '{zone}' is no IANA time zone, such as Europe/London.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
