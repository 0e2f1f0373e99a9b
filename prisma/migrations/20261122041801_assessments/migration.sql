-- CreateEnum
CREATE TYPE "assessment_model" AS ENUM ('CAF', 'EFQM', 'OTHER');

-- CreateEnum
CREATE TYPE "improvement_action_state" AS ENUM ('PLANNED', 'IN_PROGRESS', 'DONE', 'ABANDONED');

-- CreateTable
CREATE TABLE "assessment" (
    "id" TEXT NOT NULL,
    "model" "assessment_model" NOT NULL,
    "edition" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "assessed_on" DATE NOT NULL,
    "externally_validated" BOOLEAN,
    "source_id" TEXT NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment_score" (
    "assessment_id" TEXT NOT NULL,
    "criterion" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "evidence" TEXT,

    CONSTRAINT "assessment_score_pkey" PRIMARY KEY ("assessment_id","criterion")
);

-- CreateTable
CREATE TABLE "improvement_action" (
    "id" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "assessment_id" TEXT,
    "criterion" TEXT,
    "title" TEXT NOT NULL,
    "state" "improvement_action_state" NOT NULL,
    "due_on" DATE,
    "source_id" TEXT NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "improvement_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certification" (
    "id" TEXT NOT NULL,
    "office_id" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "body" TEXT,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "source_id" TEXT NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "certification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "assessment_office_id_idx" ON "assessment"("office_id");

-- CreateIndex
CREATE INDEX "improvement_action_office_id_idx" ON "improvement_action"("office_id");

-- CreateIndex
CREATE INDEX "certification_office_id_idx" ON "certification"("office_id");
