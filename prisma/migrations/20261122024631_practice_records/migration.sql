-- CreateEnum
CREATE TYPE "practice_record_kind" AS ENUM ('CITATION', 'PRACTICE', 'ADOPTION', 'COST_BENEFIT', 'CALL', 'EVENT', 'LIVING_LAB');

-- CreateTable
CREATE TABLE "practice_record" (
    "kind" "practice_record_kind" NOT NULL,
    "slug" TEXT NOT NULL,
    "title_pl" TEXT,
    "title_en" TEXT,
    "outline" JSONB NOT NULL,
    "detail" JSONB NOT NULL,
    "folded" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "practice_record_pkey" PRIMARY KEY ("kind","slug")
);
