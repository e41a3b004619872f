using ConvoIntel.Diarization;
using ConvoIntel.Diarization.Roles;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Models.Manifest;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;
using ConvoIntel.Understanding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Models;

/// <summary>Lets every setting that points at a model take its name as well as a path; calling it twice does no harm.</summary>
internal static class ModelsRegistration
{
    public const string FolderKey = "Models:Folder";

    /// <param name="services">Gets <see cref="ModelLocator"/>, and settings that it has read.</param>
    /// <param name="configuration">The root; <see cref="FolderKey"/> names the models folder.</param>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(new ModelLocator(new ModelStore(configuration[FolderKey] ?? Inference.ModelFolders.Locate())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<TranscriptionOptions>, TranscriptionModel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<SegmentationOptions>, SegmentationModel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<DiarizationOptions>, RoleModel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<UnderstandingOptions>, UnderstandingModel>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<VoiceOptions>, SpeakerModel>());
        return services;
    }

    private sealed class TranscriptionModel(ModelLocator models) : IPostConfigureOptions<TranscriptionOptions>
    {
        public void PostConfigure(string? name, TranscriptionOptions options)
        {
            // A ggml file is for another engine, which opens it itself.
            if (string.IsNullOrWhiteSpace(options.ModelFolder) || GgmlFile.IsNamed(options.ModelFolder)) return;
            var named = ModelReference.Parse(options.ModelFolder).Variant;
            var model = models.FindFolder(options.ModelFolder, ModelKind.Whisper);
            options.ModelFolder = model.Folder;
            // A variant in the name outweighs the setting; the only variant of a folder fills in where neither says any.
            if ((named ?? (options.Variant.Length == 0 ? model.Variant : null)) is { } variant) options.Variant = WhisperVariants.Setting(variant);
        }
    }

    private sealed class SegmentationModel(ModelLocator models) : IPostConfigureOptions<SegmentationOptions>
    {
        public void PostConfigure(string? name, SegmentationOptions options)
        {
            if (!string.IsNullOrWhiteSpace(options.ModelPath)) options.ModelPath = models.FindFile(options.ModelPath, ModelKind.Vad);
        }
    }

    private sealed class RoleModel(ModelLocator models) : IPostConfigureOptions<DiarizationOptions>
    {
        public void PostConfigure(string? name, DiarizationOptions options)
        {
            // Off needs no model, and none to be there.
            if (options.RoleCheck != RoleCheck.Off && !string.IsNullOrWhiteSpace(options.RoleModelFolder))
                options.RoleModelFolder = models.FindFolder(options.RoleModelFolder, ModelKind.Roles).Folder;
        }
    }

    private sealed class SpeakerModel(ModelLocator models) : IPostConfigureOptions<VoiceOptions>
    {
        public void PostConfigure(string? name, VoiceOptions options)
        {
            if (!string.IsNullOrWhiteSpace(options.Model)) options.Model = models.FindFile(options.Model, ModelKind.SpeakerEmbedding);
        }
    }

    private sealed class UnderstandingModel(ModelLocator models) : IPostConfigureOptions<UnderstandingOptions>
    {
        public void PostConfigure(string? name, UnderstandingOptions options)
        {
            if (!string.IsNullOrWhiteSpace(options.ModelFolder)) options.ModelFolder = models.FindFolder(options.ModelFolder, ModelKind.Tagger).Folder;
        }
    }
}
