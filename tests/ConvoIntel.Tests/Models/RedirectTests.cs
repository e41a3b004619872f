using System.Net;
using ConvoIntel.Models.Download;

namespace ConvoIntel.Tests.Models;

public sealed class RedirectTests
{
    [Theory]
    [InlineData("http://cdn.invalid/file")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://cdn.invalid/file")]
    public async Task GetAsync_FromHttpsToLess_IsRefused(string location)
    {
        var fault = await Assert.ThrowsAsync<PermanentFault>(() => GetAsync("https://hub.invalid/file", location));

        Assert.Contains("not https", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hub.invalid/file", "https://cdn.invalid/file")]
    [InlineData("https://hub.invalid/file", "/elsewhere")]
    [InlineData("http://mirror.invalid/file", "http://mirror.invalid/other")]
    [InlineData("http://mirror.invalid/file", "https://cdn.invalid/file")]
    public async Task GetAsync_ToTheSameOrBetter_IsFollowed(string address, string location)
    {
        using var response = await GetAsync(address, location);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new Uri(new Uri(address), location), response.RequestMessage!.RequestUri);
    }

    private static async Task<HttpResponseMessage> GetAsync(string address, string location)
    {
        using var http = new HttpClient(new OneRedirect(new Uri(address), location));
        return await new RedirectingClient(http).GetAsync(new Uri(address), _ => { }, default);
    }

    private sealed class OneRedirect(Uri first, string location) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(request.RequestUri == first ? HttpStatusCode.Found : HttpStatusCode.OK) { RequestMessage = request };
            if (request.RequestUri == first) response.Headers.TryAddWithoutValidation("Location", location);
            return Task.FromResult(response);
        }
    }
}
