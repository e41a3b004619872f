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
        services.AddSingleton(Load);
        return services;
    }

    private static ISpeechRecognizer Load(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<TranscriptionOptions>>().Value;
        if (provider.GetServices<IRecognitionEngine>().FirstOrDefault(engine => engine.Reads(options.ModelFolder)) is { } engine)
            return engine.Load(options);
        if (GgmlFile.IsNamed(options.ModelFolder))
            throw GgmlFile.NeedsEngine(options.ModelFolder);
        return WhisperRecognizer.Load(options, provider.GetRequiredService<OnnxSessionFactory>(), provider.GetService<ILogger<WhisperRecognizer>>());
    }
}
