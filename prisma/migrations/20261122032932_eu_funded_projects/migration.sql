-- CreateEnum
CREATE TYPE "programming_period" AS ENUM ('P2007_2013', 'P2014_2020', 'P2021_2027');

-- CreateEnum
CREATE TYPE "programme_level" AS ENUM ('PERIOD', 'PROGRAMME', 'PRIORITY', 'MEASURE', 'SUBMEASURE');

-- CreateEnum
CREATE TYPE "project_list" AS ENUM ('KSI_SIMIK', 'SL2014', 'CST2021', 'KOHESIO', 'GRANTS_MAP', 'DOCUMENT');

-- CreateEnum
CREATE TYPE "project_place_kind" AS ENUM ('UNIT', 'WHOLE_COUNTRY', 'TEXT');

-- CreateEnum
CREATE TYPE "participation_role" AS ENUM ('LEADER', 'BENEFICIARY', 'PARTNER', 'PARTICIPANT', 'REFERENCE_MODEL');

-- CreateTable
CREATE TABLE "programme" (
    "id" TEXT NOT NULL,
    "period" "programming_period" NOT NULL,
    "level" "programme_level" NOT NULL,
    "parent_id" TEXT,
    "code" TEXT,
    "code_key" TEXT,
    "name" TEXT,
    "name_key" TEXT,
    "source_id" TEXT NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme_total" (
    "programme_id" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "projects" INTEGER NOT NULL,
    "value" DECIMAL(26,6) NOT NULL,
    "eligible_cost" DECIMAL(26,6) NOT NULL,
    "eu_contribution" DECIMAL(26,6) NOT NULL,

    CONSTRAINT "programme_total_pkey" PRIMARY KEY ("programme_id","currency")
);

-- CreateTable
CREATE TABLE "project" (
    "id" TEXT NOT NULL,
    "match_key" TEXT NOT NULL,
    "text_key" TEXT NOT NULL,
    "period" "programming_period" NOT NULL,
    "list" "project_list" NOT NULL,
    "contract_number" TEXT,
    "contract_key" TEXT,
    "title" TEXT NOT NULL,
    "title_en" TEXT,
    "title_sort" BYTEA NOT NULL,
    "search_text" TEXT NOT NULL,
    "summary" TEXT,
    "programme_id" TEXT,
    "priority_id" TEXT,
    "measure_id" TEXT,
    "submeasure_id" TEXT,
    "fund" TEXT,
    "currency" CHAR(3) NOT NULL,
    "value" DECIMAL(24,6),
    "eligible_cost" DECIMAL(24,6),
    "public_support" DECIMAL(24,6),
    "eu_contribution" DECIMAL(24,6),
    "eu_rate" DECIMAL(12,6),
    "euro_rate" DECIMAL(12,6),
    "starts_on" DATE,
    "ends_on" DATE,
    "signed_on" DATE,
    "is_completed" BOOLEAN,
    "theme" TEXT,
    "occurrences" INTEGER NOT NULL,
    "sort_value" DECIMAL(24,6) NOT NULL,
    "sort_eu" DECIMAL(24,6) NOT NULL,
    "sort_start" DATE NOT NULL,
    "sort_end" DATE NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_record" (
    "project_id" TEXT NOT NULL,
    "list" "project_list" NOT NULL,
    "source_id" TEXT NOT NULL,
    "sheet" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "occurrences" INTEGER NOT NULL,
    "match_key" TEXT NOT NULL,
    "original" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "seen_as_of" DATE NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "project_record_pkey" PRIMARY KEY ("project_id","list")
);

-- CreateTable
CREATE TABLE "project_sheet" (
    "source_id" TEXT NOT NULL,
    "sheet" TEXT NOT NULL,
    "columns" JSONB NOT NULL,

    CONSTRAINT "project_sheet_pkey" PRIMARY KEY ("source_id","sheet")
);

-- CreateTable
CREATE TABLE "project_place" (
    "project_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "kind" "project_place_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "unit_id" TEXT,
    "method" TEXT,
    "confidence" DOUBLE PRECISION,
    "candidates" JSONB NOT NULL,

    CONSTRAINT "project_place_pkey" PRIMARY KEY ("project_id","ordinal")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "name_key" TEXT NOT NULL,
    "nip" TEXT,
    "nip_valid" BOOLEAN NOT NULL,
    "legal_form" TEXT,
    "postcode" TEXT,
    "town" TEXT,
    "redacted" BOOLEAN NOT NULL,
    "source_id" TEXT NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participation" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "office_id" TEXT,
    "organisation_id" TEXT,
    "role" "participation_role" NOT NULL,
    "module_id" TEXT,
    "starts_on" DATE,
    "ends_on" DATE,
    "stated_name" TEXT,
    "stated_nip" TEXT,
    "nip_valid" BOOLEAN,
    "method" TEXT,
    "confidence" DOUBLE PRECISION,
    "candidates" JSONB NOT NULL,
    "from_list" BOOLEAN NOT NULL,
    "source_id" TEXT NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "participation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_module" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "starts_on" DATE,
    "ends_on" DATE,
    "planned_participants" INTEGER,
    "actual_participants" INTEGER,
    "source_id" TEXT NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "project_module_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_product" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "module_id" TEXT,
    "ordinal" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "source_id" TEXT NOT NULL,
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "project_product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_rating" (
    "product_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "survey" TEXT NOT NULL,
    "survey_en" TEXT,
    "respondents" TEXT NOT NULL,
    "respondents_en" TEXT,
    "office_id" TEXT,
    "asked_on" DATE,
    "rank" INTEGER,
    "score" DECIMAL(8,3),
    "score_most" DECIMAL(8,3),
    "verdict" TEXT,
    "verdict_en" TEXT,
    "source_id" TEXT NOT NULL,

    CONSTRAINT "product_rating_pkey" PRIMARY KEY ("product_id","ordinal")
);

-- CreateTable
CREATE TABLE "redaction" (
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "words" INTEGER NOT NULL,
    "since" DATE NOT NULL,

    CONSTRAINT "redaction_pkey" PRIMARY KEY ("kind","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "project_match_key_key" ON "project"("match_key");

-- CreateIndex
CREATE INDEX "project_contract_key_idx" ON "project"("contract_key");

-- CreateIndex
CREATE INDEX "project_text_key_idx" ON "project"("text_key");

-- CreateIndex
CREATE INDEX "project_programme_id_idx" ON "project"("programme_id");

-- CreateIndex
CREATE INDEX "project_priority_id_idx" ON "project"("priority_id");

-- CreateIndex
CREATE INDEX "project_measure_id_idx" ON "project"("measure_id");

-- CreateIndex
CREATE INDEX "project_submeasure_id_idx" ON "project"("submeasure_id");

-- CreateIndex
CREATE INDEX "project_sort_value_id_idx" ON "project"("sort_value", "id");

-- CreateIndex
CREATE INDEX "project_sort_eu_id_idx" ON "project"("sort_eu", "id");

-- CreateIndex
CREATE INDEX "project_sort_start_id_idx" ON "project"("sort_start", "id");

-- CreateIndex
CREATE INDEX "project_sort_end_id_idx" ON "project"("sort_end", "id");

-- CreateIndex
CREATE INDEX "project_title_sort_id_idx" ON "project"("title_sort", "id");

-- CreateIndex
CREATE INDEX "project_record_list_match_key_idx" ON "project_record"("list", "match_key");

-- CreateIndex
CREATE INDEX "project_place_unit_id_project_id_idx" ON "project_place"("unit_id", "project_id");

-- CreateIndex
CREATE INDEX "organisation_name_key_idx" ON "organisation"("name_key");

-- CreateIndex
CREATE INDEX "organisation_nip_idx" ON "organisation"("nip");

-- CreateIndex
CREATE INDEX "participation_project_id_role_id_idx" ON "participation"("project_id", "role", "id");

-- CreateIndex
CREATE INDEX "participation_office_id_id_idx" ON "participation"("office_id", "id");

-- CreateIndex
CREATE INDEX "participation_organisation_id_id_idx" ON "participation"("organisation_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "project_module_project_id_ordinal_key" ON "project_module"("project_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "project_product_project_id_ordinal_key" ON "project_product"("project_id", "ordinal");
