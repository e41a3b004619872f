using System.Net;
using System.Net.Sockets;

namespace ConvoIntel.IntegrationTests.Support;

/// <summary>Ports of this machine for the servers that tests start.</summary>
internal static class Ports
{
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
