CREATE TABLE "contacts" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_contacts" PRIMARY KEY AUTOINCREMENT,
    "DealId" TEXT NOT NULL,
    "Position" INTEGER NOT NULL,
    "Name" TEXT NULL,
    "Email" TEXT NULL,
    "Phone" TEXT NULL,
    "EmailKey" TEXT NULL,
    "PhoneKey" TEXT NULL,
    CONSTRAINT "FK_contacts_deals_DealId" FOREIGN KEY ("DealId") REFERENCES "deals" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_contacts_DealId" ON "contacts" ("DealId");

CREATE INDEX "IX_contacts_EmailKey" ON "contacts" ("EmailKey");

CREATE INDEX "IX_contacts_PhoneKey" ON "contacts" ("PhoneKey");

CREATE TABLE "conversations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_conversations" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "StartedAt" TEXT NOT NULL,
    "ResultJson" TEXT NOT NULL,
    "DealId" TEXT NULL,
    "StageAtCall" TEXT NULL,
    "AmountAtCall" TEXT NULL,
    "CurrencyAtCall" TEXT NULL,
    CONSTRAINT "FK_conversations_deals_DealId" FOREIGN KEY ("DealId") REFERENCES "deals" ("Id") ON DELETE RESTRICT
);

CREATE INDEX "IX_conversations_DealId_StartedAt" ON "conversations" ("DealId", "StartedAt");

CREATE INDEX "IX_conversations_Name" ON "conversations" ("Name");

CREATE TABLE "deals" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_deals" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Account" TEXT NULL,
    "Stage" TEXT NOT NULL,
    "Amount" TEXT NULL,
    "Currency" TEXT NULL,
    "Probability" REAL NULL,
    "CloseDate" TEXT NULL,
    "OwnerEmail" TEXT NULL
);

CREATE TABLE "insights" (
    "ConversationId" TEXT NOT NULL,
    "InsightId" TEXT NOT NULL,
    "Kind" TEXT NOT NULL,
    "Label" TEXT NOT NULL,
    "Start" REAL NOT NULL,
    "End" REAL NOT NULL,
    "Quote" TEXT NOT NULL,
    "Confidence" REAL NOT NULL,
    "Model" TEXT NOT NULL,
    "ModelVersion" TEXT NOT NULL,
    "InsightJson" TEXT NOT NULL,
    CONSTRAINT "PK_insights" PRIMARY KEY ("ConversationId", "InsightId"),
    CONSTRAINT "FK_insights_conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "conversations" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_insights_Kind_Label" ON "insights" ("Kind", "Label");

CREATE TABLE "jobs" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_jobs" PRIMARY KEY AUTOINCREMENT,
    "Source" TEXT NOT NULL,
    "Version" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Attempts" INTEGER NOT NULL,
    "DueAt" TEXT NOT NULL,
    "Priority" INTEGER NOT NULL,
    "AddedAt" TEXT NOT NULL,
    "Owner" TEXT NULL,
    "Claim" TEXT NULL,
    "ConversationId" TEXT NULL,
    "Reason" TEXT NULL,
    "Problem" TEXT NULL,
    "Remedy" TEXT NULL
, "ClosedAt" TEXT NULL);

CREATE UNIQUE INDEX "IX_jobs_Source_Version" ON "jobs" ("Source", "Version");

CREATE INDEX "IX_jobs_State_Id" ON "jobs" ("State", "Id");

CREATE INDEX "IX_jobs_open" ON "jobs" ("Priority" DESC, "DueAt", "Id") WHERE "ClosedAt" IS NULL;

CREATE VIRTUAL TABLE utterance_words USING fts5(
    "Text", content='utterances', content_rowid='Id', tokenize='unicode61 remove_diacritics 2');

CREATE TRIGGER utterances_deleted AFTER DELETE ON utterances BEGIN
    INSERT INTO utterance_words(utterance_words, rowid, "Text") VALUES ('delete', old."Id", old."Text");
END;

CREATE TRIGGER utterances_inserted AFTER INSERT ON utterances BEGIN
    INSERT INTO utterance_words(rowid, "Text") VALUES (new."Id", new."Text");
END;

CREATE TRIGGER utterances_updated AFTER UPDATE OF "Text" ON utterances BEGIN
    INSERT INTO utterance_words(utterance_words, rowid, "Text") VALUES ('delete', old."Id", old."Text");
    INSERT INTO utterance_words(rowid, "Text") VALUES (new."Id", new."Text");
END;

CREATE TABLE "utterances" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_utterances" PRIMARY KEY AUTOINCREMENT,
    "ConversationId" TEXT NOT NULL,
    "Index" INTEGER NOT NULL,
    "Speaker" TEXT NOT NULL,
    "Role" TEXT NOT NULL,
    "Start" REAL NOT NULL,
    "End" REAL NOT NULL,
    "Text" TEXT NOT NULL,
    CONSTRAINT "FK_utterances_conversations_ConversationId" FOREIGN KEY ("ConversationId") REFERENCES "conversations" ("Id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_utterances_ConversationId_Index" ON "utterances" ("ConversationId", "Index");
