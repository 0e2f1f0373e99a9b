-- CreateEnum
CREATE TYPE "submission_decision_outcome" AS ENUM ('ACCEPTED', 'DECLINED');

-- AlterTable
ALTER TABLE "live_call" ADD COLUMN     "criteria" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "reviews_needed" INTEGER NOT NULL DEFAULT 2,
ADD COLUMN     "themes" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "submission_review" (
    "call_slug" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "reviewer_id" TEXT NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "assigned_by" TEXT NOT NULL,
    "declared_at" TIMESTAMPTZ(3),
    "conflict_reason" TEXT,
    "scores" JSONB NOT NULL DEFAULT '{}',
    "comment" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "submission_review_pkey" PRIMARY KEY ("call_slug","sequence","reviewer_id")
);

-- CreateTable
CREATE TABLE "submission_decision" (
    "call_slug" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "outcome" "submission_decision_outcome" NOT NULL,
    "reasons" TEXT NOT NULL,
    "approved" JSONB,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT NOT NULL,

    CONSTRAINT "submission_decision_pkey" PRIMARY KEY ("call_slug","sequence")
);

-- CreateTable
CREATE TABLE "submission_return" (
    "call_slug" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "office_id" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "returned_at" TIMESTAMPTZ(3) NOT NULL,
    "returned_by" TEXT NOT NULL,
    "completed_as" INTEGER,

    CONSTRAINT "submission_return_pkey" PRIMARY KEY ("call_slug","sequence")
);

-- CreateIndex
CREATE INDEX "submission_review_reviewer_id_idx" ON "submission_review"("reviewer_id");

-- AddForeignKey
ALTER TABLE "submission_review" ADD CONSTRAINT "submission_review_call_slug_sequence_fkey" FOREIGN KEY ("call_slug", "sequence") REFERENCES "call_submission"("call_slug", "sequence") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_decision" ADD CONSTRAINT "submission_decision_call_slug_sequence_fkey" FOREIGN KEY ("call_slug", "sequence") REFERENCES "call_submission"("call_slug", "sequence") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_return" ADD CONSTRAINT "submission_return_call_slug_sequence_fkey" FOREIGN KEY ("call_slug", "sequence") REFERENCES "call_submission"("call_slug", "sequence") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A completed review holds for good.
CREATE FUNCTION refuse_review_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.completed_at IS NOT NULL THEN
    RAISE EXCEPTION 'A completed review is not changed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER review_stays BEFORE UPDATE OR DELETE ON submission_review FOR EACH ROW EXECUTE FUNCTION refuse_review_change();
