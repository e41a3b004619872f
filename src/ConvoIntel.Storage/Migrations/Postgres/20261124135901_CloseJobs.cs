using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ConvoIntel.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CloseJobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_jobs_State_DueAt",
                table: "jobs");

            migrationBuilder.AddColumn<DateTime>(
                name: "ClosedAt",
                table: "jobs",
                type: "timestamp with time zone",
                nullable: true);

            // What was withdrawn has nothing left to do; what ended is closed by the first worker that looks.
            migrationBuilder.Sql("""UPDATE jobs SET "ClosedAt" = "AddedAt" WHERE "State" = 'Cancelled';""");

            migrationBuilder.CreateIndex(
                name: "IX_jobs_open",
                table: "jobs",
                columns: new[] { "Priority", "DueAt", "Id" },
                descending: new[] { true, false, false },
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_jobs_State_Id",
                table: "jobs",
                columns: new[] { "State", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_jobs_open",
                table: "jobs");

            migrationBuilder.DropIndex(
                name: "IX_jobs_State_Id",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "ClosedAt",
                table: "jobs");

            migrationBuilder.CreateIndex(
                name: "IX_jobs_State_DueAt",
                table: "jobs",
                columns: new[] { "State", "DueAt" });
        }
    }
}
