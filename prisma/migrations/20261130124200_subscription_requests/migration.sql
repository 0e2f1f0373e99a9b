-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "requests" INTEGER NOT NULL DEFAULT 1;
