-- CreateEnum
CREATE TYPE "correction_state" AS ENUM ('OPEN', 'ACCEPTED', 'DECLINED');

-- CreateEnum
CREATE TYPE "correction_target" AS ENUM ('TERRITORIAL_UNIT', 'OFFICE', 'PROJECT', 'PRACTICE', 'CALL', 'EVENT', 'LIVING_LAB', 'METRIC');

-- CreateTable
CREATE TABLE "correction" (
    "number" SERIAL NOT NULL,
    "target_type" "correction_target" NOT NULL,
    "target_key" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" TEXT,
    "state" "correction_state" NOT NULL DEFAULT 'OPEN',
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "network_hash" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "answer" TEXT,
    "former_value" TEXT,
    "release" INTEGER,

    CONSTRAINT "correction_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE INDEX "correction_target_type_target_key_idx" ON "correction"("target_type", "target_key");

-- CreateIndex
CREATE INDEX "correction_state_number_idx" ON "correction"("state", "number");

-- CreateIndex
CREATE INDEX "correction_network_hash_proposed_at_idx" ON "correction"("network_hash", "proposed_at");
