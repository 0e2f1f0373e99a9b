-- AlterTable
ALTER TABLE "project" ADD COLUMN     "summary_en" TEXT;
