using System.Diagnostics;
using System.Text;
using ConvoIntel.Storage;
using ConvoIntel.Storage.Jobs;
using ConvoIntel.IntegrationTests.Storage;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>A folder that is watched, a deal book, and workers on them as processes of their own.</summary>
internal sealed class WorkerBench : IAsyncDisposable
{
    // Generous: a test machine may be busy with something else.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder folder = new();
    private readonly ServiceProvider services;

    private readonly string? connection;

    /// <param name="connection">A PostgreSQL database; null for a file.</param>
    public WorkerBench(string? connection = null)
    {
        this.connection = connection;
        Directory.CreateDirectory(Inbox);
        services = connection is null
            ? DealBookFile.Open(Book)
            : new ServiceCollection().AddConvoIntelStorage(storage => storage.ConnectionString = connection).BuildServiceProvider();
        Jobs = services.GetRequiredService<IJobStore>();
    }

    public string Inbox => folder.At("inbox");

    public string Book => folder.At("book.db");

    public IJobStore Jobs { get; }

    public string At(string name) => folder.At(name);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Hears every line of every worker, on the thread that reads it.</summary>
    public Action<WorkerProcess, string>? Line { get; set; }

    public WorkerProcess Start(params (string Key, string Value)[] settings) => new(
        folder.Path,
        Line,
        [
            ("Storage:Path", Book), ("Storage:ConnectionString", connection ?? ""), ("Sources:Folder:Path", Inbox), ("Sources:Folder:Settle", "00:00:00.2"), ("Sources:Folder:Interval", "00:00:00.1"),
            ("Worker:PollInterval", "00:00:00.1"), ("Worker:Lease", "00:00:05"), ("Worker:StateFolder", folder.At("state")), ("Urls", "http://127.0.0.1:0"),
            .. settings,
        ]);

    /// <summary>Waits until the jobs stand as they should.</summary>
    public async Task<IReadOnlyList<Job>> UntilAsync(Func<IReadOnlyList<Job>, bool> reached, params WorkerProcess[] workers)
    {
        var waited = Stopwatch.StartNew();
        IReadOnlyList<Job> jobs = [];
        while (waited.Elapsed < Patience)
        {
            try
            {
                if (connection is not null || File.Exists(Book)) jobs = await Jobs.ListAsync(null, 10_000, default);
                if (reached(jobs)) return jobs;
            }
            catch (ConvoIntelException)
            {
                // The worker is still making the book, or the server is away.
            }
            await Task.Delay(100);
        }
        throw new TimeoutException(
            $"The jobs stand at: {string.Join(", ", jobs.Select(job => $"{Path.GetFileName(job.Source)} {job.State} {job.Attempts} {job.Failure?.Problem}"))}\n"
            + string.Join("\n", workers.Select(worker => worker.Output)));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }
}

/// <summary>The worker as operations run it.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly Action<WorkerProcess, string>? heard;

    public WorkerProcess(string folder, Action<WorkerProcess, string>? heard, IEnumerable<(string Key, string Value)> settings)
    {
        this.heard = heard;
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ConvoIntel.Worker.dll"));
        foreach (var (key, value) in settings) start.ArgumentList.Add($"--{key}={value}");
        start.Environment["CONVOINTEL_MODELS"] = Support.Repository.Models;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    public int Id => process.Id;

    /// <summary>SIGKILL: no handler runs.</summary>
    public void Kill() => process.Kill();

    /// <inheritdoc cref="Kill"/>
    public async Task KillAsync()
    {
        Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as systemd and Kubernetes send it; the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        return await EndAsync();
    }

    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null) return;
        heard?.Invoke(this, line);
        lock (output) output.AppendLine(line);
    }
}
