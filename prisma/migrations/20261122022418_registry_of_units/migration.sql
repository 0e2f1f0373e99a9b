-- CreateEnum
CREATE TYPE "territorial_kind" AS ENUM ('VOIVODESHIP', 'POWIAT', 'URBAN_GMINA', 'RURAL_GMINA', 'URBAN_RURAL_GMINA', 'TOWN', 'RURAL_AREA', 'WARSAW_DISTRICT', 'DELEGATURA');

-- CreateEnum
CREATE TYPE "territorial_level" AS ENUM ('VOIVODESHIP', 'POWIAT', 'GMINA', 'PART', 'AUXILIARY');

-- CreateEnum
CREATE TYPE "territorial_unit_event_type" AS ENUM ('CREATED', 'ABOLISHED', 'RENAMED', 'KIND_CHANGED', 'MOVED', 'RECODED');

-- CreateTable
CREATE TABLE "register_slice" (
    "as_of" DATE NOT NULL,
    "voivodeship" CHAR(2) NOT NULL,
    "complete" BOOLEAN NOT NULL,
    "whole_country" BOOLEAN NOT NULL,
    "source_id" TEXT NOT NULL,
    "unread" TEXT[],

    CONSTRAINT "register_slice_pkey" PRIMARY KEY ("as_of","voivodeship")
);

-- CreateTable
CREATE TABLE "register_row" (
    "as_of" DATE NOT NULL,
    "terc" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "register_row_pkey" PRIMARY KEY ("as_of","terc")
);

-- CreateTable
CREATE TABLE "territorial_unit" (
    "id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "territorial_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "territorial_unit_version" (
    "unit_id" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "certain_until" DATE,
    "terc" TEXT NOT NULL,
    "powiat_terc" TEXT,
    "name" TEXT NOT NULL,
    "kind" "territorial_kind" NOT NULL,
    "parent_id" TEXT,
    "source_id" TEXT NOT NULL,

    CONSTRAINT "territorial_unit_version_pkey" PRIMARY KEY ("unit_id","valid_from")
);

-- CreateTable
CREATE TABLE "territorial_unit_event" (
    "unit_id" TEXT NOT NULL,
    "not_after" DATE NOT NULL,
    "type" "territorial_unit_event_type" NOT NULL,
    "not_before" DATE NOT NULL,
    "matched" BOOLEAN NOT NULL,
    "before_from" DATE,
    "after_from" DATE,

    CONSTRAINT "territorial_unit_event_pkey" PRIMARY KEY ("unit_id","not_after","type")
);

-- CreateTable
CREATE TABLE "territorial_unit_boundary" (
    "unit_id" TEXT NOT NULL,
    "level" "territorial_level" NOT NULL,
    "release" INTEGER NOT NULL,
    "as_of" DATE NOT NULL,
    "west" DOUBLE PRECISION NOT NULL,
    "south" DOUBLE PRECISION NOT NULL,
    "east" DOUBLE PRECISION NOT NULL,
    "north" DOUBLE PRECISION NOT NULL,
    "geometry" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,

    CONSTRAINT "territorial_unit_boundary_pkey" PRIMARY KEY ("unit_id","level","release")
);

-- CreateTable
CREATE TABLE "release" (
    "number" INTEGER NOT NULL,
    "released_at" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "source_id" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "created" INTEGER NOT NULL,
    "changed" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,
    "duplicates" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,

    CONSTRAINT "release_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "source" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "as_of" DATE NOT NULL,
    "licence" TEXT NOT NULL,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rejected_row" (
    "release" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "column" TEXT,
    "reason" TEXT NOT NULL,
    "original" TEXT NOT NULL,

    CONSTRAINT "rejected_row_pkey" PRIMARY KEY ("release","ordinal")
);

-- AddForeignKey
ALTER TABLE "release" ADD CONSTRAINT "release_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejected_row" ADD CONSTRAINT "rejected_row_release_fkey" FOREIGN KEY ("release") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE;
