-- CreateEnum
CREATE TYPE "amendment_target" AS ENUM ('PRACTICE', 'OFFICE', 'ADOPTION');

-- CreateEnum
CREATE TYPE "amendment_state" AS ENUM ('OPEN', 'APPROVED', 'DECLINED', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "amendment" (
    "number" SERIAL NOT NULL,
    "target_type" "amendment_target" NOT NULL,
    "target_key" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "state" "amendment_state" NOT NULL DEFAULT 'OPEN',
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decided_role" "account_role",
    "reasons" TEXT,
    "release" INTEGER,

    CONSTRAINT "amendment_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "amendment_review" (
    "number" INTEGER NOT NULL,
    "reviewer_id" TEXT NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "assigned_by" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ(3),
    "conflict_reason" TEXT,
    "is_recommended" BOOLEAN,
    "reason" TEXT,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "amendment_review_pkey" PRIMARY KEY ("number","reviewer_id")
);

-- CreateIndex
CREATE INDEX "amendment_target_type_target_key_idx" ON "amendment"("target_type", "target_key");

-- CreateIndex
CREATE INDEX "amendment_office_id_number_idx" ON "amendment"("office_id", "number");

-- CreateIndex
CREATE INDEX "amendment_state_number_idx" ON "amendment"("state", "number");

-- CreateIndex
CREATE INDEX "amendment_review_reviewer_id_idx" ON "amendment_review"("reviewer_id");

-- AddForeignKey
ALTER TABLE "amendment_review" ADD CONSTRAINT "amendment_review_number_fkey" FOREIGN KEY ("number") REFERENCES "amendment"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of one entry at most one is open: two that are approved one after the other would undo each other unseen.
CREATE UNIQUE INDEX "amendment_open" ON "amendment" ("target_type", "target_key") WHERE state = 'OPEN';

-- A completed review holds for good.
CREATE TRIGGER amendment_review_stays BEFORE UPDATE OR DELETE ON amendment_review FOR EACH ROW EXECUTE FUNCTION refuse_review_change();
