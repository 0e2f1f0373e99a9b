-- CreateEnum
CREATE TYPE "metric_polarity" AS ENUM ('HIGHER_IS_BETTER', 'LOWER_IS_BETTER', 'NEUTRAL');

-- CreateEnum
CREATE TYPE "metric_kind" AS ENUM ('COUNT', 'RATE', 'RATIO', 'AMOUNT', 'INDEX', 'SCORE');

-- CreateEnum
CREATE TYPE "metric_aggregation" AS ENUM ('SUM', 'WEIGHTED_MEAN', 'NONE');

-- CreateEnum
CREATE TYPE "metric_city_levels" AS ENUM ('ONE', 'TWO');

-- CreateEnum
CREATE TYPE "observation_subject_type" AS ENUM ('TERRITORIAL_UNIT', 'STATISTICAL_UNIT', 'OFFICE', 'PROJECT', 'PRACTICE');

-- CreateTable
CREATE TABLE "metric" (
    "id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name_pl" TEXT NOT NULL,
    "name_en" TEXT,
    "definition_pl" TEXT,
    "definition_en" TEXT,
    "unit_pl" TEXT NOT NULL,
    "unit_en" TEXT,
    "multiplier" DOUBLE PRECISION NOT NULL,
    "decimals" SMALLINT NOT NULL,
    "polarity" "metric_polarity" NOT NULL,
    "kind" "metric_kind" NOT NULL,
    "aggregation" "metric_aggregation" NOT NULL,
    "weight" TEXT,
    "city_levels" "metric_city_levels" NOT NULL,
    "topic" TEXT,
    "method" TEXT,
    "formula" JSONB,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "metric_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metric_dimension" (
    "metric_id" INTEGER NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "code" TEXT NOT NULL,
    "name_pl" TEXT NOT NULL,
    "name_en" TEXT,

    CONSTRAINT "metric_dimension_pkey" PRIMARY KEY ("metric_id","code")
);

-- CreateTable
CREATE TABLE "metric_dimension_value" (
    "metric_id" INTEGER NOT NULL,
    "dimension" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name_pl" TEXT NOT NULL,
    "name_en" TEXT,

    CONSTRAINT "metric_dimension_value_pkey" PRIMARY KEY ("metric_id","dimension","code")
);

-- CreateTable
CREATE TABLE "metric_dimension_key" (
    "id" INTEGER NOT NULL,
    "metric_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "metric_dimension_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metric_facet" (
    "id" INTEGER NOT NULL,
    "metric_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,

    CONSTRAINT "metric_facet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observation_subject" (
    "id" INTEGER NOT NULL,
    "type" "observation_subject_type" NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT,

    CONSTRAINT "observation_subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "observation" (
    "value" DOUBLE PRECISION,
    "metric_id" INTEGER NOT NULL,
    "dimension_id" INTEGER NOT NULL,
    "period" INTEGER NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "release" INTEGER NOT NULL,
    "facet_id" INTEGER NOT NULL,
    "level" SMALLINT NOT NULL,
    "flag" SMALLINT NOT NULL,
    "verbatim" TEXT NOT NULL,
    "mark" TEXT,

    CONSTRAINT "observation_pkey" PRIMARY KEY ("metric_id","facet_id","level","dimension_id","period","subject_id")
);

-- CreateTable
CREATE TABLE "observation_slice" (
    "metric_id" INTEGER NOT NULL,
    "facet_id" INTEGER NOT NULL,
    "level" SMALLINT NOT NULL,
    "dimension_id" INTEGER NOT NULL,
    "period" INTEGER NOT NULL,
    "stated" INTEGER NOT NULL,
    "valued" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "observation_slice_pkey" PRIMARY KEY ("metric_id","facet_id","level","dimension_id","period")
);

-- CreateIndex
CREATE UNIQUE INDEX "metric_code_key" ON "metric"("code");

-- CreateIndex
CREATE UNIQUE INDEX "metric_dimension_key_metric_id_key_key" ON "metric_dimension_key"("metric_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "metric_facet_metric_id_code_key" ON "metric_facet"("metric_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "observation_subject_type_key_key" ON "observation_subject"("type", "key");

-- CreateIndex
CREATE INDEX "observation_subject_id_metric_id_dimension_id_period_idx" ON "observation"("subject_id", "metric_id", "dimension_id", "period");
