-- AlterTable
ALTER TABLE "live_call" ADD COLUMN     "reviews_due_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "submission_review" ADD COLUMN     "reminded_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "submission_return" ADD COLUMN     "reminded_at" TIMESTAMPTZ(3);
