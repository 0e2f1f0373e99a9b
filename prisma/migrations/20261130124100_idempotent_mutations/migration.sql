-- AlterTable
ALTER TABLE "idempotency_key" ADD COLUMN     "claim" TEXT,
ADD COLUMN     "claimed_until" TIMESTAMPTZ(3),
ALTER COLUMN "result" DROP NOT NULL;
