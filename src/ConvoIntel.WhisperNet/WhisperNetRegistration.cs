using ConvoIntel.Inference;
using ConvoIntel.Transcription;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvoIntel.WhisperNet;

/// <summary>Registers Whisper.net beside ONNX Runtime.</summary>
public static class WhisperNetRegistration
{
    public const string SectionName = "Transcription:WhisperNet";

    /// <summary>After <c>AddConvoIntel</c>: a ggml file in <c>Transcription:ModelFolder</c> is then read by whisper.cpp.</summary>
    /// <param name="services">Gets the engine.</param>
    /// <param name="configuration">The root; options are read from its section <see cref="SectionName"/>.</param>
    public static IServiceCollection AddWhisperNet(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WhisperNetOptions>().Bind(configuration.GetSection(SectionName));
        return services.AddSingleton<IRecognitionEngine>(provider => new WhisperNetEngine(
            provider.GetRequiredService<IOptions<WhisperNetOptions>>().Value,
            provider.GetRequiredService<IOptions<InferenceOptions>>().Value));
    }
}
