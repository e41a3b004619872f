using ConvoIntel.Ingestion.Sidecars;

namespace ConvoIntel.Ingestion;

/// <summary>When a call began, in its own time zone, and whether that was given or assumed.</summary>
internal sealed record CallStart(DateTimeOffset Time, bool Assumed, string? Zone, string? Warning)
{
    /// <param name="sidecar">May give a start, with an offset or without, and a zone.</param>
    /// <param name="facts">May give a local start.</param>
    /// <param name="modified">The file's time, where nothing else is known.</param>
    /// <param name="fallback">Zone of calls that name none.</param>
    public static CallStart Find(Sidecar? sidecar, FileNameFacts facts, DateTimeOffset modified, TimeZoneInfo fallback)
    {
        var zone = sidecar?.Zone ?? fallback;
        if (sidecar?.Start is { Offset: { } offset } stated)
        {
            var time = new DateTimeOffset(stated.Local, offset);
            // An offset places the call; a zone beside it says in which days and hours people spoke.
            return sidecar.Zone is null ? new CallStart(time, false, null, null) : new CallStart(TimeZoneInfo.ConvertTime(time, zone), false, Name(zone), null);
        }
        if ((sidecar?.Start?.Local ?? facts.Start) is { } local)
        {
            var time = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
            var warning = sidecar?.Zone is null ? $"The start names no time zone; {Name(zone) ?? zone.Id} was assumed." : null;
            return new CallStart(new DateTimeOffset(time, zone.GetUtcOffset(time)), false, Name(zone), warning);
        }
        return new CallStart(TimeZoneInfo.ConvertTime(modified, zone), true, Name(zone),
            "The start of the call is not given; the file's time stands in for it, and due dates rest on it.");
    }

    private static string? Name(TimeZoneInfo zone)
    {
        if (zone.HasIanaId)
            return zone.Id;
        return TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Id, out var iana) ? iana : null;
    }
}
