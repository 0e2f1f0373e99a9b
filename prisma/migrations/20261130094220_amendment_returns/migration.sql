-- AlterTable
ALTER TABLE "amendment_review" ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "reminded_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "amendment_return" (
    "number" INTEGER NOT NULL,
    "office_id" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "returned_at" TIMESTAMPTZ(3) NOT NULL,
    "returned_by" TEXT NOT NULL,
    "completed_as" INTEGER,
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "amendment_return_pkey" PRIMARY KEY ("number")
);

-- AddForeignKey
ALTER TABLE "amendment_return" ADD CONSTRAINT "amendment_return_number_fkey" FOREIGN KEY ("number") REFERENCES "amendment"("number") ON DELETE RESTRICT ON UPDATE CASCADE;
