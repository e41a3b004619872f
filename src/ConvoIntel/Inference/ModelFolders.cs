using ConvoIntel.Models;

namespace ConvoIntel.Inference;

/// <summary>Finds the folder of model folders, and the settings that point each stage at its starter model.</summary>
public static class ModelFolders
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string Variable = "CONVOINTEL_MODELS";

    private const string WhisperStarter = "whisper-starter";
    private const string VoiceActivityStarter = "vad-starter";
    private const string TaggerStarter = "tagger-starter";
    private const string RolesStarter = "roles-starter";
    private const string EmbeddingStarter = "embedding-starter";
    private const string SpeakerStarter = "speaker-starter";

    /// <summary>
    /// Settings for <see cref="ConvoIntelRegistration.AddConvoIntel"/>, to stand before the user's own: those override them.
    /// </summary>
    /// <param name="root">The folder of model folders; null to search for it.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(string? root)
    {
        var models = root ?? Locate();
        yield return new(ModelsRegistration.FolderKey, models);
        yield return new("Transcription:ModelFolder", Path.Combine(models, WhisperStarter));
        yield return new("Segmentation:ModelPath", Path.Combine(models, VoiceActivityStarter, "model.onnx"));
        yield return new("Diarization:RoleModelFolder", Path.Combine(models, RolesStarter));
        yield return new("Understanding:ModelFolder", Path.Combine(models, TaggerStarter));
        yield return new("Understanding:EmbeddingModel", Path.Combine(models, EmbeddingStarter));
        // Without it mono calls still go through, with speakers unknown.
        var speaker = Path.Combine(models, SpeakerStarter, "model.onnx");
        if (File.Exists(speaker)) yield return new("Diarization:Voices:Model", speaker);
    }

    /// <summary>
    /// <see cref="Variable"/>, else <c>models</c> in the working folder or one above it, else beside the program or above that.
    /// Where there is none it answers the first place it looked, so that the error names it.
    /// </summary>
    public static string Locate()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given) return given;
        var here = Directory.GetCurrentDirectory();
        return Above(here) ?? Above(AppContext.BaseDirectory) ?? Path.Combine(here, "models");
    }

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var models = Path.Combine(folder.FullName, "models");
            // Other programs have folders of this name too.
            if (Directory.Exists(Path.Combine(models, WhisperStarter)) || File.Exists(Path.Combine(models, ModelLock.FileName))) return models;
        }

        return null;
    }
}
