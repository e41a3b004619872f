using ConvoIntel.Evaluation;
using ConvoIntel.Inference;
using ConvoIntel.Storage;
using ConvoIntel.Transcription;
using ConvoIntel.Understanding.Embedding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ConvoIntel.Cli.Commands;

/// <summary>Puts the library together with what the command line and the configuration say.</summary>
internal static class ConvoIntelHost
{
    /// <exception cref="ConvoIntelException">The configuration file cannot be read.</exception>
    public static ServiceProvider Build(HostSettings settings)
    {
        var configuration = Configuration(settings);
        var services = Common(settings.Verbose ? LogLevel.Debug : LogLevel.Error);
        AddPipeline(services, configuration);
        services.AddConvoIntelStorage(settings.Book.CopyTo);
        return services.BuildServiceProvider();
    }

    /// <summary>Without a deal book: what is measured is stored nowhere.</summary>
    /// <exception cref="ConvoIntelException">The configuration file cannot be read.</exception>
    public static ServiceProvider BuildEvaluation(HostSettings settings)
    {
        var configuration = Configuration(settings);
        var services = Common(settings.Verbose ? LogLevel.Debug : LogLevel.Error);
        AddPipeline(services, configuration);
        services.AddEvaluation();
        return services.BuildServiceProvider();
    }

    public static ServiceProvider BuildBook(BookPlace book)
    {
        var services = Common(LogLevel.Error);
        services.AddConvoIntelStorage(book.CopyTo);
        return services.BuildServiceProvider();
    }

    /// <summary>Sentence vectors alone.</summary>
    /// <exception cref="ConvoIntelException">The configuration file cannot be read.</exception>
    public static ServiceProvider BuildEmbedding(MeaningSettings settings)
    {
        var services = Common(LogLevel.Error);
        services.AddSentenceEmbedding(Configuration(settings.Configuration, settings.Models, Chosen("Understanding:EmbeddingModel", settings.EmbeddingModel)));
        return services.BuildServiceProvider();
    }

    /// <summary>What a file of settings and the environment say of the deal book.</summary>
    /// <exception cref="ConvoIntelException">The configuration file cannot be read.</exception>
    public static void BindStorage(FileInfo? settings, StorageOptions storage) => Configuration(settings, null, []).GetSection("Storage").Bind(storage);

    private static void AddPipeline(ServiceCollection services, IConfiguration configuration)
    {
        services.AddConvoIntel(configuration);
#if WHISPERNET
        ConvoIntel.WhisperNet.WhisperNetRegistration.AddWhisperNet(services, configuration);
#endif
    }

    private static ServiceCollection Common(LogLevel level)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(level).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
            logging.AddConsole(console =>
            {
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                // People read single lines; who asks for the log wants its levels and sources.
                if (level > LogLevel.Debug) console.FormatterName = NoticeFormatter.FormatterName;
            });
            logging.AddConsoleFormatter<NoticeFormatter, ConsoleFormatterOptions>();
            if (level <= LogLevel.Warning) return;
            // What stops a call is printed with its result; what a model cannot do, or where it cannot run, is said here alone.
            logging.AddFilter(typeof(InferenceOptions).Namespace, LogLevel.Warning);
            logging.AddFilter(typeof(ISpeechRecognizer).Namespace, LogLevel.Warning);
        });
        return services;
    }

    private static IConfiguration Configuration(HostSettings settings) => Configuration(
        settings.Configuration, settings.Models, [.. Chosen("Transcription:ModelFolder", settings.WhisperModel), .. settings.Speech]);

    private static KeyValuePair<string, string?>[] Chosen(string key, string? model) => model is null ? [] : [new(key, model)];

    private static IConfiguration Configuration(FileInfo? given, DirectoryInfo? folder, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var builder = new ConfigurationBuilder();
        try
        {
            builder.AddInMemoryCollection(ModelFolders.Settings(folder?.FullName));
            if (given is { } file) builder.AddJsonFile(file.FullName, optional: false);
            builder.AddEnvironmentVariables("CONVOINTEL_");
            return builder.AddInMemoryCollection(overrides).Build();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or FormatException)
        {
            throw new ConvoIntelException(
                FailureReason.SourceUnreadable,
                given?.FullName ?? "configuration",
                $"the settings cannot be read ({(fault.InnerException ?? fault).Message})",
                "Check that the file exists and is JSON.",
                fault);
        }
    }
}
