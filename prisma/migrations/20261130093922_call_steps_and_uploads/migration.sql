-- AlterTable
ALTER TABLE "live_call" ADD COLUMN     "channels" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "documents" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "results_due_on" DATE,
ADD COLUMN     "steps" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "unit_kinds" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "staged_upload" (
    "id" TEXT NOT NULL,
    "token_hash" CHAR(64) NOT NULL,
    "call_slug" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "max_bytes" INTEGER NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sha256" CHAR(64),

    CONSTRAINT "staged_upload_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staged_upload_token_hash_key" ON "staged_upload"("token_hash");

-- CreateIndex
CREATE INDEX "staged_upload_account_id_idx" ON "staged_upload"("account_id");

-- AddForeignKey
ALTER TABLE "staged_upload" ADD CONSTRAINT "staged_upload_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "live_call"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;
