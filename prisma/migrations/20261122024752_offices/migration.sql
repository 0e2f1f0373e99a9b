-- CreateEnum
CREATE TYPE "office_kind" AS ENUM ('MINISTRY', 'CENTRAL_OFFICE', 'VOIVODESHIP_OFFICE', 'MARSHALS_OFFICE', 'POWIAT_OFFICE', 'CITY_OR_GMINA_OFFICE', 'POLICE_COMMAND', 'INSPECTORATE', 'INSTITUTE', 'OTHER');

-- CreateEnum
CREATE TYPE "office_tier" AS ENUM ('GOVERNMENT', 'SELF_GOVERNMENT');

-- CreateEnum
CREATE TYPE "office_status" AS ENUM ('ACTIVE', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "office_statement" (
    "office_id" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "precedence" INTEGER NOT NULL,
    "source_id" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "facts" JSONB NOT NULL,
    "original" JSONB NOT NULL,
    "matches" JSONB NOT NULL,

    CONSTRAINT "office_statement_pkey" PRIMARY KEY ("office_id","list","as_of")
);

-- CreateTable
CREATE TABLE "office_edition" (
    "list" TEXT NOT NULL,
    "as_of" DATE NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "source_id" TEXT NOT NULL,

    CONSTRAINT "office_edition_pkey" PRIMARY KEY ("list","as_of")
);

-- CreateTable
CREATE TABLE "office" (
    "id" TEXT NOT NULL,
    "kind" "office_kind" NOT NULL,
    "tier" "office_tier" NOT NULL,
    "status" "office_status" NOT NULL,
    "withdrawn_on" DATE,
    "name" TEXT NOT NULL,
    "short_name" TEXT,
    "nip" TEXT,
    "nip_valid" BOOLEAN,
    "regon" TEXT,
    "regon_valid" BOOLEAN,
    "street" TEXT,
    "building" TEXT,
    "postal_code" TEXT,
    "post" TEXT,
    "locality" TEXT,
    "seat_unit_id" TEXT,
    "served_unit_id" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "website" TEXT,
    "bip" TEXT,
    "e_delivery" TEXT,
    "epuap" TEXT,
    "parent_id" TEXT,
    "predecessor_ids" TEXT[],
    "names" JSONB NOT NULL,
    "source_id" TEXT NOT NULL,
    "statement_list" TEXT NOT NULL,
    "statement_as_of" DATE NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "office_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "office_statement_list_as_of_idx" ON "office_statement"("list", "as_of");

-- CreateIndex
CREATE INDEX "office_nip_idx" ON "office"("nip");

-- CreateIndex
CREATE INDEX "office_regon_idx" ON "office"("regon");

-- CreateIndex
CREATE INDEX "office_served_unit_id_idx" ON "office"("served_unit_id");

-- CreateIndex
CREATE INDEX "office_seat_unit_id_idx" ON "office"("seat_unit_id");
