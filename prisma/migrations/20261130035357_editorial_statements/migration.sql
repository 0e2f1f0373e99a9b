-- CreateEnum
CREATE TYPE "editorial_target" AS ENUM ('OFFICE', 'PROJECT', 'PRACTICE', 'ADOPTION', 'CALL', 'EVENT', 'LIVING_LAB', 'METRIC', 'OBSERVATION');

-- AlterEnum
ALTER TYPE "correction_target" ADD VALUE 'OBSERVATION';

-- CreateTable
CREATE TABLE "editorial_statement" (
    "target_type" "editorial_target" NOT NULL,
    "target" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "listed_value" TEXT,
    "overruled_value" TEXT,
    "office_id" TEXT,
    "project_id" TEXT,
    "practice_slug" TEXT,
    "adoption_slug" TEXT,
    "call_slug" TEXT,
    "event_slug" TEXT,
    "living_lab_slug" TEXT,
    "metric_id" INTEGER,
    "facet_id" INTEGER,
    "level" SMALLINT,
    "dimension_id" INTEGER,
    "period" INTEGER,
    "subject_id" INTEGER,
    "source_id" TEXT NOT NULL,
    "created_in" INTEGER NOT NULL DEFAULT current_release(),
    "changed_in" INTEGER NOT NULL,

    CONSTRAINT "editorial_statement_pkey" PRIMARY KEY ("target_type","target","field")
);

-- CreateTable
CREATE TABLE "open_correction" (
    "number" INTEGER NOT NULL,
    "target_type" "correction_target" NOT NULL,
    "target" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "created_in" INTEGER NOT NULL DEFAULT current_release(),

    CONSTRAINT "open_correction_pkey" PRIMARY KEY ("number")
);

-- CreateIndex
CREATE INDEX "editorial_statement_project_id_idx" ON "editorial_statement"("project_id");

-- CreateIndex
CREATE INDEX "editorial_statement_source_id_idx" ON "editorial_statement"("source_id");

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_practice_slug_fkey" FOREIGN KEY ("practice_slug") REFERENCES "practice"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_adoption_slug_fkey" FOREIGN KEY ("adoption_slug") REFERENCES "adoption"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_call_slug_fkey" FOREIGN KEY ("call_slug") REFERENCES "call"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_event_slug_fkey" FOREIGN KEY ("event_slug") REFERENCES "event"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_living_lab_slug_fkey" FOREIGN KEY ("living_lab_slug") REFERENCES "living_lab"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "metric"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_facet_id_fkey" FOREIGN KEY ("facet_id") REFERENCES "metric_facet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_dimension_id_fkey" FOREIGN KEY ("dimension_id") REFERENCES "metric_dimension_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "observation_subject"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A statement is of one entry, whose column is set.
ALTER TABLE "editorial_statement" ADD CONSTRAINT "editorial_statement_of_one_entry" CHECK (
  num_nonnulls("office_id", "project_id", "practice_slug", "adoption_slug", "call_slug", "event_slug", "living_lab_slug", "metric_id") = 1
  AND ("target_type" = 'OBSERVATION') = ("subject_id" IS NOT NULL)
  AND num_nonnulls("facet_id", "level", "dimension_id", "period", "subject_id") IN (0, 5)
);

-- What was accepted and approved before: of each field the last.
INSERT INTO "editorial_statement" ("target_type", "target", "field", "value", "listed_value", "overruled_value",
  "office_id", "practice_slug", "adoption_slug", "call_slug", "event_slug", "living_lab_slug", "source_id", "created_in", "changed_in")
SELECT DISTINCT ON (d.target_type, d.target_key, d.field)
  d.target_type::editorial_target, d.target_key, d.field, d.value, d.listed_value, d.overruled_value,
  o.id, p.slug, a.slug, c.slug, e.slug, l.slug, r.source_id, r.number, r.number
FROM (
  SELECT target_type::text, target_key, field, value, coalesce(listed_value, former_value) AS listed_value,
    former_value AS overruled_value, release, decided_at
  FROM "correction" WHERE state = 'ACCEPTED'
  UNION ALL
  SELECT target_type::text, target_key, change ->> 'field', change ->> 'value', change ->> 'before', change ->> 'before',
    release, decided_at
  FROM "amendment", jsonb_array_elements(changes) AS change WHERE state = 'APPROVED'
) d
JOIN "release" r ON r.number = d.release AND r.status = 'PUBLISHED'
JOIN "source" s ON s.id = r.source_id AND s.kind IN ('corrections', 'amendments')
LEFT JOIN "office" o ON d.target_type = 'OFFICE' AND o.id = d.target_key
LEFT JOIN "practice" p ON d.target_type = 'PRACTICE' AND p.slug = d.target_key
LEFT JOIN "adoption" a ON d.target_type = 'ADOPTION' AND a.slug = d.target_key
LEFT JOIN "call" c ON d.target_type = 'CALL' AND c.slug = d.target_key
LEFT JOIN "event" e ON d.target_type = 'EVENT' AND e.slug = d.target_key
LEFT JOIN "living_lab" l ON d.target_type = 'LIVING_LAB' AND l.slug = d.target_key
WHERE num_nonnulls(o.id, p.slug, a.slug, c.slug, e.slug, l.slug) = 1
ORDER BY d.target_type, d.target_key, d.field, d.decided_at DESC;

-- AlterTable
ALTER TABLE "correction" DROP COLUMN "former_value",
DROP COLUMN "listed_value";

SELECT journal_table('editorial_statement');
SELECT journal_table('open_correction');
