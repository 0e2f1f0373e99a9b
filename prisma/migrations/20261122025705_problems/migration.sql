-- Rejected rows become one kind of problem; those that are published already stay.

-- CreateEnum
CREATE TYPE "problem_kind" AS ENUM ('ROW_REJECTED', 'UNIT_NOT_FOUND', 'UNIT_AMBIGUOUS', 'UNIT_UNCERTAIN', 'OFFICE_NOT_FOUND', 'OFFICE_AMBIGUOUS', 'INVALID_NUMBER', 'INVALID_VALUE', 'CUT_TEXT', 'FOREIGN_PLACE', 'PERSONAL_DATA');

-- RenameTable
ALTER TABLE "rejected_row" RENAME TO "problem";
ALTER TABLE "problem" RENAME CONSTRAINT "rejected_row_pkey" TO "problem_pkey";
ALTER TABLE "problem" RENAME CONSTRAINT "rejected_row_release_fkey" TO "problem_release_fkey";

-- AlterTable
ALTER TABLE "problem" ADD COLUMN "kind" "problem_kind" NOT NULL DEFAULT 'ROW_REJECTED';
ALTER TABLE "problem" ADD COLUMN "candidates" JSONB NOT NULL DEFAULT '[]';

-- CreateIndex
CREATE INDEX "problem_release_ordinal_idx" ON "problem"("release" DESC, "ordinal");

-- CreateIndex
CREATE INDEX "problem_kind_release_ordinal_idx" ON "problem"("kind", "release" DESC, "ordinal");
