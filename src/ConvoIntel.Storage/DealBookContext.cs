using ConvoIntel.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ConvoIntel.Storage;

/// <summary>The tables of the deal book, whatever the database; a database has a class below it, and migrations of its own.</summary>
internal abstract class DealBookContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<DealRow> Deals => Set<DealRow>();

    public DbSet<ContactRow> Contacts => Set<ContactRow>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<InsightRow> Insights => Set<InsightRow>();

    public DbSet<UtteranceRow> Utterances => Set<UtteranceRow>();

    public DbSet<JobRow> Jobs => Set<JobRow>();

    /// <summary>Where it lies, for messages: a path, or a server and a database; never a secret.</summary>
    public required string Place { get; init; }

    /// <summary>Creates or migrates the database, and refuses one that is not ours to change.</summary>
    public abstract Task InitializeAsync(TimeProvider time, CancellationToken cancellationToken);

    /// <summary>Waits until no other worker attaches the same conversation; holds until the transaction ends.</summary>
    public abstract Task LockConversationAsync(string id, CancellationToken cancellationToken);

    /// <summary>Utterances that contain all the words of a text; null where it has none.</summary>
    public abstract IQueryable<UtteranceRow>? WithWords(string text);

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
            // What a worker looks for, in the order in which it takes them, a million finished jobs aside.
            job.HasIndex(j => new { j.Priority, j.DueAt, j.Id }).IsDescending(true, false, false).HasFilter("\"ClosedAt\" IS NULL").HasDatabaseName("IX_jobs_open");
            job.HasIndex(j => new { j.State, j.Id });
            job.Property(j => j.State).HasConversion<string>();
            job.Property(j => j.Reason).HasConversion<string>();
        });
    }
}
