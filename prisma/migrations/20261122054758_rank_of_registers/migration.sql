-- AlterTable
ALTER TABLE "register_slice" ADD COLUMN     "rank" INTEGER NOT NULL DEFAULT 0;
