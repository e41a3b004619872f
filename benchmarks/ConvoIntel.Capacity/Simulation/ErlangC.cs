namespace ConvoIntel.Capacity.Simulation;

/// <summary>
/// Waiting in a queue with Poisson arrivals, exponential work and c servers, M/M/c: A. K. Erlang, Solution of some Problems in the Theory
/// of Probabilities of Significance in Automatic Telephone Exchanges, 1917; today as in Shortle, Thompson, Gross and Harris, Fundamentals of
/// Queueing Theory, 5th edition 2018, section 3.3.
/// </summary>
internal static class ErlangC
{
    /// <summary>Chance that an arrival must wait.</summary>
    /// <param name="servers">c.</param>
    /// <param name="offered">Arrival rate times mean work, less than <paramref name="servers"/>.</param>
    public static double Waits(int servers, double offered)
    {
        // By the recursion of the Erlang B formula, which does not overflow.
        var blocked = 1.0;
        for (var n = 1; n <= servers; n++) blocked = offered * blocked / (n + (offered * blocked));
        return blocked / (1 - (offered / servers * (1 - blocked)));
    }

    /// <summary>Mean wait of all arrivals, in the unit of <paramref name="work"/>.</summary>
    public static double MeanWait(int servers, double offered, double work) => Waits(servers, offered) * work / (servers - offered);
}
