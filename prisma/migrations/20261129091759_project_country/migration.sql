-- AlterTable
ALTER TABLE "project" ADD COLUMN     "country" CHAR(2) NOT NULL DEFAULT 'PL';
