-- CreateEnum
CREATE TYPE "subscription_topic" AS ENUM ('CALLS', 'PRACTICES', 'DATASET', 'METRIC', 'UNIT');

-- AlterTable
ALTER TABLE "call_application" ADD COLUMN     "reminded_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "subscriber" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_through" INTEGER NOT NULL,
    "last_sent_on" TEXT,
    "bounced_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscriber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" TEXT NOT NULL,
    "subscriber_id" TEXT NOT NULL,
    "topic" "subscription_topic" NOT NULL,
    "key" TEXT NOT NULL,
    "confirm_hash" TEXT,
    "network_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_through" INTEGER NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "subscriber_email_key" ON "subscriber"("email");

-- CreateIndex
CREATE UNIQUE INDEX "subscriber_token_key" ON "subscriber"("token");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_confirm_hash_key" ON "subscription"("confirm_hash");

-- CreateIndex
CREATE INDEX "subscription_network_hash_created_at_idx" ON "subscription"("network_hash", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_subscriber_id_topic_key_key" ON "subscription"("subscriber_id", "topic", "key");

-- CreateIndex
CREATE INDEX "webhook_account_id_idx" ON "webhook"("account_id");

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE CASCADE ON UPDATE CASCADE;
