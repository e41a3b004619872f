using ConvoIntel.Storage.Rows;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage;

/// <summary>The tables of the deal book.</summary>
internal sealed class DealBookContext(DbContextOptions<DealBookContext> options) : DbContext(options)
{
    public DbSet<DealRow> Deals => Set<DealRow>();

    public DbSet<ContactRow> Contacts => Set<ContactRow>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<InsightRow> Insights => Set<InsightRow>();

    public DbSet<UtteranceRow> Utterances => Set<UtteranceRow>();

    public DbSet<JobRow> Jobs => Set<JobRow>();

    public static void Configure(DbContextOptionsBuilder builder, StorageOptions storage)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path.GetFullPath(storage.Path),
            // Microsoft.Data.Sqlite retries a busy database until the command's time is up.
            DefaultTimeout = (int)Math.Ceiling(storage.BusyTimeout.TotalSeconds),
            ForeignKeys = true,
        };
        builder.UseSqlite(connection.ConnectionString);
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<DealRow>(deal =>
        {
            deal.ToTable("deals");
            deal.HasMany(d => d.Contacts).WithOne(c => c.Deal).HasForeignKey(c => c.DealId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ContactRow>(contact =>
        {
            contact.ToTable("contacts");
            contact.HasIndex(c => c.EmailKey);
            contact.HasIndex(c => c.PhoneKey);
        });
        model.Entity<ConversationRow>(conversation =>
        {
            conversation.ToTable("conversations");
            conversation.HasOne(c => c.Deal).WithMany().HasForeignKey(c => c.DealId).OnDelete(DeleteBehavior.Restrict);
            conversation.HasIndex(c => new { c.DealId, c.StartedAt });
            conversation.HasIndex(c => c.Name);
        });
        model.Entity<InsightRow>(insight =>
        {
            insight.ToTable("insights");
            insight.HasKey(i => new { i.ConversationId, i.InsightId });
            insight.HasIndex(i => new { i.Kind, i.Label });
            insight.HasOne(i => i.Conversation).WithMany().HasForeignKey(i => i.ConversationId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<UtteranceRow>(utterance =>
        {
            utterance.ToTable("utterances");
            utterance.HasIndex(u => new { u.ConversationId, u.Index }).IsUnique();
            utterance.Property(u => u.Role).HasConversion<string>();
            utterance.HasOne(u => u.Conversation).WithMany().HasForeignKey(u => u.ConversationId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<JobRow>(job =>
        {
            job.ToTable("jobs");
            job.HasIndex(j => new { j.Source, j.Version }).IsUnique();
            // What a worker looks for, a million finished jobs aside.
            job.HasIndex(j => new { j.State, j.DueAt });
            job.Property(j => j.State).HasConversion<string>();
            job.Property(j => j.Reason).HasConversion<string>();
        });
    }
}
