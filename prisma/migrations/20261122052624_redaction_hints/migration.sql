-- AlterTable
ALTER TABLE "redaction" ADD COLUMN     "hint" INTEGER NOT NULL DEFAULT 0;
