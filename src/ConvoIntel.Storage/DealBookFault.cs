using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ConvoIntel.Storage;

/// <summary>Says what a failing database means for its user.</summary>
internal static class DealBookFault
{
    /// <summary>Null where the error is not the database's.</summary>
    public static ConvoIntelException? From(string path, Exception fault) => fault switch
    {
        SqliteException sqlite => From(path, sqlite),
        DbUpdateException { InnerException: SqliteException sqlite } => From(path, sqlite),
        InvalidOperationException { InnerException: SqliteException sqlite } => From(path, sqlite),
        // Who was to give the password says best why there is none.
        NpgsqlException { InnerException: ConvoIntelException known } => known,
        NpgsqlException server => From(path, server),
        DbUpdateException { InnerException: NpgsqlException server } => From(path, server),
        InvalidOperationException { InnerException: NpgsqlException server } => From(path, server),
        JsonException => Of(path, $"a conversation in it cannot be read ({fault.Message.TrimEnd('.')})", "Process that call again, or update ConvoIntel.", fault),
        IOException or UnauthorizedAccessException => Of(path, $"its folder cannot be used ({fault.Message.TrimEnd('.')})", "Choose a folder that you may write to.", fault),
        _ => null,
    };

    public static ConvoIntelException Of(string path, string problem, string remedy, Exception? inner = null) =>
        new(FailureReason.DealBookUnavailable, path, problem, remedy, inner);

    /// <summary>By the result codes of https://www.sqlite.org/rescode.html.</summary>
    private static ConvoIntelException From(string path, SqliteException fault)
    {
        var (problem, remedy) = fault.SqliteErrorCode switch
        {
            1 => ($"it lacks what this version expects ({fault.Message.TrimEnd('.')})", "Initialize the deal book first, or name another file."),
            5 or 6 => ("another process has been writing to it for too long", "Try again, or stop the other process."),
            8 => ("it may not be written to", "Check the permissions of the file and of its folder."),
            10 => ("the disk failed to read or write it", "Check the disk, and whether the folder is on a network share."),
            11 => ("the database is damaged", "Restore it from a copy, or move it away and process the calls again."),
            13 => ("the disk is full", "Make room, then process the call again."),
            14 => ("it cannot be opened", "Check that the folder exists and that you may write to it."),
            26 => ("the file is not a database of SQLite", "Name another file for the deal book."),
            _ => ($"the database refused ({fault.Message.TrimEnd('.')})", "Try again; if it persists, move the file away and process the calls again."),
        };
        return Of(path, problem, remedy, fault);
    }

    /// <summary>By the SQLSTATE codes of PostgreSQL's manual, appendix A.</summary>
    private static ConvoIntelException From(string place, NpgsqlException fault)
    {
        var (problem, remedy) = (fault as PostgresException)?.SqlState switch
        {
            "28P01" or "28000" => ("the server refused the name or the password", "Check the connection string."),
            "3D000" => ("the server has no such database", "Create it, or correct the connection string."),
            "42501" => ("this user may not do that there", "Grant the user the schema, or name another user."),
            "42P01" => ("it lacks what this version expects", "Initialize the deal book first, or name another database."),
            "53100" => ("the server's disk is full", "Make room, then try again."),
            "53300" => ("the server has no connection left", "Raise max_connections, or run fewer workers."),
            null => ($"the server cannot be reached ({fault.Message.TrimEnd('.')})", "Check that it runs and that this machine may connect to it."),
            _ => ($"the database refused ({(fault as PostgresException)!.MessageText.TrimEnd('.')})", "Try again; if it persists, see the server's log."),
        };
        return Of(place, problem, remedy, fault);
    }
}
