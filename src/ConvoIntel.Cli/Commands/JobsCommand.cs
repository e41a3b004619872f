using System.CommandLine;
using ConvoIntel.Attachment;
using ConvoIntel.Cli.Rendering;
using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands;

/// <summary><c>convointel jobs</c>: what the worker has to do, what it gave up and why.</summary>
internal static class JobsCommand
{
    public static Command Create() => new("jobs", "See and steer the worker's jobs: list, retry, cancel.") { List(), Retry(), Cancel() };

    private static Command List()
    {
        var state = new Option<JobState?>("--state", "-s") { Description = "Only jobs that are waiting, working, attached, dead or cancelled." };
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many, the youngest first.", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(value =>
        {
            if (value.GetValueOrDefault<int>() is < 1 or > 10_000) value.AddError("--limit takes a number from 1 to 10000.");
        });
        var book = new BookOptions();
        var command = new Command("list", "List jobs, and count them by state.") { state, limit };
        book.AddTo(command);
        command.SetAction((parsed, cancellationToken) => UseAsync(
            book.Read(parsed),
            async jobs =>
            {
                Print(await jobs.ListAsync(parsed.GetValue(state), parsed.GetValue(limit), cancellationToken));
                var counts = await jobs.CountAsync(cancellationToken);
                Terminal.Out.MarkupLine(counts.Count == 0
                    ? "No jobs yet: start the worker with a folder to watch."
                    : string.Join("   ", Enum.GetValues<JobState>().Where(counts.ContainsKey).Select(one => $"{Text(one)} {counts[one]}")));
            },
            cancellationToken));
        return command;
    }

    private static Command Retry()
    {
        var ids = Ids(ArgumentArity.ZeroOrMore, "Numbers from `jobs list`.");
        var all = new Option<bool>("--all") { Description = "Every job that was given up." };
        var book = new BookOptions();
        var command = new Command("retry", "Begin jobs anew that were given up or cancelled.") { ids, all };
        book.AddTo(command);
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(all) == parsed.GetValue(ids) is { Length: > 0 }) parsed.AddError("Give the numbers of jobs, or --all.");
        });
        command.SetAction((parsed, cancellationToken) => UseAsync(
            book.Read(parsed),
            async jobs => Terminal.Out.MarkupLine($"{await jobs.RetryAsync(parsed.GetValue(all) ? null : parsed.GetValue(ids), cancellationToken)} begun anew."),
            cancellationToken));
        return command;
    }

    private static Command Cancel()
    {
        var ids = Ids(ArgumentArity.OneOrMore, "Numbers from `jobs list`.");
        var book = new BookOptions();
        var command = new Command("cancel", "Withdraw jobs that wait or are being worked on.") { ids };
        book.AddTo(command);
        command.SetAction((parsed, cancellationToken) => UseAsync(
            book.Read(parsed),
            async jobs => Terminal.Out.MarkupLine($"{await jobs.CancelAsync(parsed.GetValue(ids)!, cancellationToken)} cancelled."),
            cancellationToken));
        return command;
    }

    private static Argument<long[]> Ids(ArgumentArity arity, string description) => new("ids") { Arity = arity, Description = description };

    private static async Task<int> UseAsync(BookPlace book, Func<IJobStore, Task> use, CancellationToken cancellationToken)
    {
        BookReader.RequireBook(book);
        await using var services = ConvoIntelHost.BuildBook(book);
        await services.GetRequiredService<IDealBook>().InitializeAsync(cancellationToken);
        await use(services.GetRequiredService<IJobStore>());
        return ExitCodes.Success;
    }

    private static void Print(IReadOnlyList<Job> jobs)
    {
        if (jobs.Count == 0) return;
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("Job").RightAligned());
        table.AddColumns("State", "Recording");
        table.AddColumn(new TableColumn("Tries").RightAligned());
        table.AddColumn("Since or why");
        foreach (var job in jobs)
            table.AddRow($"{job.Id}", Text(job.State), Terminal.Safe(Path.GetFileName(job.Source)), $"{job.Attempts}", Terminal.Safe(Remark(job)));
        Terminal.Out.Write(table);
    }

    private static string Remark(Job job) => job switch
    {
        { Failure: { } failure, State: JobState.Dead } => $"{failure.Problem}. {failure.Remedy}",
        { Failure: { } failure, State: JobState.Waiting } => $"again at {job.DueAt.ToLocalTime():HH:mm:ss}: {failure.Problem}",
        { State: JobState.Working } => $"{job.Owner}",
        _ => $"{job.AddedAt.ToLocalTime():yyyy-MM-dd HH:mm}",
    };

    private static string Text(JobState state) => state switch
    {
        JobState.Dead => "[red]dead[/]",
        JobState.Attached => "[green]attached[/]",
        _ => state.ToString().ToLowerInvariant(),
    };
}
