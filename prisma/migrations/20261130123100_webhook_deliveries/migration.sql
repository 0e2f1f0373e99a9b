-- CreateEnum
CREATE TYPE "webhook_failure" AS ENUM ('STATUS', 'PRIVATE_NETWORK', 'TIMEOUT', 'UNREACHABLE');

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "webhook_id" TEXT NOT NULL,
    "release" INTEGER NOT NULL,
    "enqueued_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "attempted_at" TIMESTAMPTZ(3),
    "status" INTEGER,
    "failure" "webhook_failure",
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("webhook_id","release")
);

-- CreateIndex
CREATE INDEX "webhook_delivery_enqueued_at_idx" ON "webhook_delivery"("enqueued_at");

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;
