using ConvoIntel.Inference;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Transcription;

/// <summary>Registers speech recognition.</summary>
internal static class TranscriptionRegistration
{
    public const string SectionName = "Transcription";

    /// <param name="services">Gets <see cref="ISpeechRecognizer"/>, loaded when it is first asked for.</param>
    /// <param name="configuration">The root; options are read from its section <see cref="SectionName"/>.</param>
    public static IServiceCollection AddTranscription(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddInference(configuration);
        services.AddOptions<TranscriptionOptions>().Bind(configuration.GetSection(SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TranscriptionOptions>, TranscriptionOptionsValidator>();
        services.AddSingleton<IValidateOptions<TranscriptionOptions>, TranscriptionConsistencyValidator>();
        services.AddSingleton<ISpeechRecognizer>(provider => WhisperRecognizer.Load(
            provider.GetRequiredService<IOptions<TranscriptionOptions>>().Value,
            provider.GetRequiredService<OnnxSessionFactory>(),
            provider.GetService<ILogger<WhisperRecognizer>>()));
        return services;
    }
}
