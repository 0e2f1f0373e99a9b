-- CreateEnum
CREATE TYPE "release_status" AS ENUM ('PUBLISHED', 'WITHDRAWN');

-- AlterTable
ALTER TABLE "release" ADD COLUMN     "status" "release_status" NOT NULL DEFAULT 'PUBLISHED';
