using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConvoIntel.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal sealed partial class CreateDealBook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "deals",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Account = table.Column<string>(type: "TEXT", nullable: true),
                    Stage = table.Column<string>(type: "TEXT", nullable: false),
                    Amount = table.Column<decimal>(type: "TEXT", nullable: true),
                    Currency = table.Column<string>(type: "TEXT", nullable: true),
                    Probability = table.Column<double>(type: "REAL", nullable: true),
                    CloseDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    OwnerEmail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DealId = table.Column<string>(type: "TEXT", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: true),
                    Email = table.Column<string>(type: "TEXT", nullable: true),
                    Phone = table.Column<string>(type: "TEXT", nullable: true),
                    EmailKey = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneKey = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_contacts_deals_DealId",
                        column: x => x.DealId,
                        principalTable: "deals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ResultJson = table.Column<string>(type: "TEXT", nullable: false),
                    DealId = table.Column<string>(type: "TEXT", nullable: true),
                    StageAtCall = table.Column<string>(type: "TEXT", nullable: true),
                    AmountAtCall = table.Column<decimal>(type: "TEXT", nullable: true),
                    CurrencyAtCall = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_conversations_deals_DealId",
                        column: x => x.DealId,
                        principalTable: "deals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "insights",
                columns: table => new
                {
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    InsightId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    Start = table.Column<double>(type: "REAL", nullable: false),
                    End = table.Column<double>(type: "REAL", nullable: false),
                    Quote = table.Column<string>(type: "TEXT", nullable: false),
                    Confidence = table.Column<double>(type: "REAL", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    ModelVersion = table.Column<string>(type: "TEXT", nullable: false),
                    InsightJson = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_insights", x => new { x.ConversationId, x.InsightId });
                    table.ForeignKey(
                        name: "FK_insights_conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "utterances",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    Speaker = table.Column<string>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", nullable: false),
                    Start = table.Column<double>(type: "REAL", nullable: false),
                    End = table.Column<double>(type: "REAL", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_utterances", x => x.Id);
                    table.ForeignKey(
                        name: "FK_utterances_conversations_ConversationId",
                        column: x => x.ConversationId,
                        principalTable: "conversations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_DealId",
                table: "contacts",
                column: "DealId");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_EmailKey",
                table: "contacts",
                column: "EmailKey");

            migrationBuilder.CreateIndex(
                name: "IX_contacts_PhoneKey",
                table: "contacts",
                column: "PhoneKey");

            migrationBuilder.CreateIndex(
                name: "IX_conversations_DealId_StartedAt",
                table: "conversations",
                columns: new[] { "DealId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_conversations_Name",
                table: "conversations",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_insights_Kind_Label",
                table: "insights",
                columns: new[] { "Kind", "Label" });

            migrationBuilder.CreateIndex(
                name: "IX_utterances_ConversationId_Index",
                table: "utterances",
                columns: new[] { "ConversationId", "Index" },
                unique: true);

            // The index holds no text of its own: it refers to utterances, and triggers keep it in step.
            migrationBuilder.Sql(
                """
                CREATE VIRTUAL TABLE utterance_words USING fts5(
                    "Text", content='utterances', content_rowid='Id', tokenize='unicode61 remove_diacritics 2');
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER utterances_inserted AFTER INSERT ON utterances BEGIN
                    INSERT INTO utterance_words(rowid, "Text") VALUES (new."Id", new."Text");
                END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER utterances_deleted AFTER DELETE ON utterances BEGIN
                    INSERT INTO utterance_words(utterance_words, rowid, "Text") VALUES ('delete', old."Id", old."Text");
                END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER utterances_updated AFTER UPDATE OF "Text" ON utterances BEGIN
                    INSERT INTO utterance_words(utterance_words, rowid, "Text") VALUES ('delete', old."Id", old."Text");
                    INSERT INTO utterance_words(rowid, "Text") VALUES (new."Id", new."Text");
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE utterance_words;");

            migrationBuilder.DropTable(
                name: "contacts");

            migrationBuilder.DropTable(
                name: "insights");

            migrationBuilder.DropTable(
                name: "utterances");

            migrationBuilder.DropTable(
                name: "conversations");

            migrationBuilder.DropTable(
                name: "deals");
        }
    }
}
