using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ConvoIntel.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> read the model; it opens no database.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<DealBookContext>
{
    public DealBookContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<DealBookContext>();
        DealBookContext.Configure(builder, new StorageOptions());
        return new DealBookContext(builder.Options);
    }
}
