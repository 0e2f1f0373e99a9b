-- Every reference becomes a foreign key; docs/decisions/relational-model.md says which stay without one. Keys to a release
-- are checked at COMMIT, for its row is written last.

-- AlterTable
ALTER TABLE "improvement_action" ADD COLUMN     "stated_assessment" TEXT;

-- AlterTable
ALTER TABLE "metric" ADD COLUMN     "weight_metric_id" INTEGER;

-- AlterTable
ALTER TABLE "metric_dimension_key" ALTER COLUMN "metric_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "observation_subject" ADD COLUMN     "bdl_id" TEXT,
ADD COLUMN     "office_id" TEXT,
ADD COLUMN     "practice_id" TEXT,
ADD COLUMN     "project_id" TEXT,
ADD COLUMN     "unit_id" TEXT;

-- AlterTable
ALTER TABLE "register_row" ADD COLUMN     "voivodeship" CHAR(2);

-- AlterTable
ALTER TABLE "territorial_unit" ADD COLUMN     "merged_into_id" TEXT;

-- CreateTable
CREATE TABLE "metric_component" (
    "metric_id" INTEGER NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "component_id" INTEGER NOT NULL,

    CONSTRAINT "metric_component_pkey" PRIMARY KEY ("metric_id","ordinal")
);

-- CreateTable
CREATE TABLE "office_predecessor" (
    "office_id" TEXT NOT NULL,
    "ordinal" SMALLINT NOT NULL,
    "predecessor_id" TEXT NOT NULL,

    CONSTRAINT "office_predecessor_pkey" PRIMARY KEY ("office_id","ordinal")
);

-- Rows of registers lie in the slice of their voivodeship
UPDATE "register_row" SET "voivodeship" = left("terc", 2);
ALTER TABLE "register_row" ALTER COLUMN "voivodeship" SET NOT NULL;

-- A boundary belongs to the unit that had its code on that day, whatever the id of the unit was when it was loaded
UPDATE "territorial_unit_boundary" b SET "unit_id" = v."unit_id"
FROM "territorial_unit_version" v
WHERE v."terc" = b."terc" AND v."valid_from" <= b."known_on" AND (v."valid_to" IS NULL OR b."known_on" < v."valid_to")
  AND v."unit_id" <> b."unit_id";

-- Ids that rows still name, of units that bear another id by now: they lead to the unit that has, or had, their code
CREATE TEMPORARY TABLE "former_unit" AS
SELECT DISTINCT named."id" FROM (
  SELECT "seat_unit_id" AS "id" FROM "office"
  UNION ALL SELECT "served_unit_id" FROM "office"
  UNION ALL SELECT "facts" ->> 'seatUnitId' FROM "office_statement"
  UNION ALL SELECT "facts" ->> 'servedUnitId' FROM "office_statement"
  UNION ALL SELECT "unit_id" FROM "project_place"
  UNION ALL SELECT "unit_id" FROM "territorial_unit_boundary"
  UNION ALL SELECT "parent_id" FROM "territorial_unit_version"
  UNION ALL SELECT "key" FROM "observation_subject" WHERE "type" = 'TERRITORIAL_UNIT'
) named
WHERE named."id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "territorial_unit" u WHERE u."id" = named."id");

INSERT INTO "territorial_unit" ("id", "fingerprint", "merged_into_id", "created_in", "changed_in")
SELECT f."id", '', (
    SELECT v."unit_id" FROM "territorial_unit_version" v
    WHERE CASE WHEN v."kind"::text LIKE '%GMINA' THEN left(v."terc", 6) ELSE v."terc" END = split_part(f."id", '~', 1)
      AND split_part(f."id", '~', 2) IN ('', translate(regexp_replace(lower(v."name"), ' *[-–—] *', '-', 'g'),
        'ĄĆĘŁŃÓŚŹŻąćęłńóśźż ', 'acelnoszzacelnoszz-'))
    ORDER BY v."unit_id" COLLATE "C", v."valid_from" LIMIT 1
  ), latest."number", latest."number"
FROM "former_unit" f CROSS JOIN (SELECT max("number") AS "number" FROM "release") latest;

DROP TABLE "former_unit";

-- Subjects name what they are by a key of its own; the name of what is gone says what it was
UPDATE "observation_subject" s SET
  "unit_id" = CASE WHEN "type" = 'TERRITORIAL_UNIT' THEN "key" END,
  "office_id" = CASE WHEN "type" = 'OFFICE' THEN (SELECT o."id" FROM "office" o WHERE o."id" = s."key") END,
  "project_id" = CASE WHEN "type" = 'PROJECT' THEN (SELECT p."id" FROM "project" p WHERE p."id" = s."key") END,
  "practice_id" = CASE WHEN "type" = 'PRACTICE' THEN "key" END,
  "bdl_id" = CASE WHEN "type" = 'STATISTICAL_UNIT' THEN "key" END;
UPDATE "observation_subject" SET "name" = coalesce("name", "key")
WHERE num_nonnulls("unit_id", "office_id", "project_id", "practice_id", "bdl_id") = 0;

-- A parent or predecessor that is not known stays in what the list states
UPDATE "office" o SET "parent_id" = NULL
WHERE "parent_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "office" p WHERE p."id" = o."parent_id");
INSERT INTO "office_predecessor" ("office_id", "ordinal", "predecessor_id")
SELECT o."id", row_number() OVER (PARTITION BY o."id" ORDER BY stated."ordinal"), stated."id"
FROM "office" o CROSS JOIN LATERAL unnest(o."predecessor_ids") WITH ORDINALITY AS stated("id", "ordinal")
WHERE EXISTS (SELECT 1 FROM "office" p WHERE p."id" = stated."id");

-- An action may follow from an assessment that is not loaded
UPDATE "improvement_action" SET "stated_assessment" = "assessment_id";
UPDATE "improvement_action" a SET "assessment_id" = NULL
WHERE "assessment_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "assessment" s WHERE s."id" = a."assessment_id");

-- Weights and components of metrics that are known; the total of every metric gets a row
UPDATE "metric" m SET "weight_metric_id" = w."id" FROM "metric" w WHERE w."code" = m."weight";
INSERT INTO "metric_component" ("metric_id", "ordinal", "component_id")
SELECT m."id", stated."ordinal", c."id"
FROM "metric" m
CROSS JOIN LATERAL (VALUES (1, coalesce(m."formula" ->> 'numerator', m."formula" ->> 'of')),
  (2, m."formula" ->> 'denominator')) AS stated("ordinal", "code")
JOIN "metric" c ON c."code" = stated."code";
INSERT INTO "metric_dimension_key" ("id", "metric_id", "key") VALUES (0, NULL, '');

-- Documents have no headings, and modules that a document no longer states are nobody's
INSERT INTO "project_sheet" ("source_id", "sheet", "columns")
SELECT DISTINCT r."source_id", r."sheet", '[]'::jsonb FROM "project_record" r
WHERE NOT EXISTS (SELECT 1 FROM "project_sheet" s WHERE s."source_id" = r."source_id" AND s."sheet" = r."sheet");
UPDATE "participation" p SET "module_id" = NULL
WHERE "module_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "project_module" m WHERE m."id" = p."module_id");
UPDATE "project_product" p SET "module_id" = NULL
WHERE "module_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "project_module" m WHERE m."id" = p."module_id");

-- Sums of a period that has no programme were never shown
DELETE FROM "programme_total" t WHERE NOT EXISTS (SELECT 1 FROM "programme" p WHERE p."id" = t."programme_id");

-- DropIndex
DROP INDEX "observation_subject_type_key_key";

-- AlterTable
ALTER TABLE "observation_subject" DROP COLUMN "key",
ADD CONSTRAINT "observation_subject_of_its_type" CHECK (
  num_nonnulls("unit_id", "office_id", "project_id", "practice_id", "bdl_id") <= 1
  AND ("unit_id" IS NULL OR "type" = 'TERRITORIAL_UNIT') AND ("office_id" IS NULL OR "type" = 'OFFICE')
  AND ("project_id" IS NULL OR "type" = 'PROJECT') AND ("practice_id" IS NULL OR "type" = 'PRACTICE')
  AND ("bdl_id" IS NULL OR "type" = 'STATISTICAL_UNIT')
);

-- AlterTable
ALTER TABLE "office" DROP COLUMN "predecessor_ids";

-- CreateIndex
CREATE INDEX "metric_component_component_id_idx" ON "metric_component"("component_id");

-- CreateIndex
CREATE INDEX "office_predecessor_predecessor_id_idx" ON "office_predecessor"("predecessor_id");

-- CreateIndex
CREATE INDEX "improvement_action_assessment_id_idx" ON "improvement_action"("assessment_id");

-- CreateIndex
CREATE UNIQUE INDEX "observation_subject_bdl_id_key" ON "observation_subject"("bdl_id");

-- CreateIndex
CREATE INDEX "observation_subject_unit_id_idx" ON "observation_subject"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "observation_subject_office_id_key" ON "observation_subject"("office_id");

-- CreateIndex
CREATE UNIQUE INDEX "observation_subject_project_id_key" ON "observation_subject"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "observation_subject_practice_id_key" ON "observation_subject"("practice_id");

-- CreateIndex
CREATE INDEX "office_parent_id_idx" ON "office"("parent_id");

-- CreateIndex
CREATE INDEX "participation_module_id_idx" ON "participation"("module_id");

-- CreateIndex
CREATE INDEX "programme_parent_id_idx" ON "programme"("parent_id");

-- CreateIndex
CREATE INDEX "project_product_module_id_idx" ON "project_product"("module_id");

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment" ADD CONSTRAINT "assessment_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "assessment_score" ADD CONSTRAINT "assessment_score_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "improvement_action" ADD CONSTRAINT "improvement_action_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "improvement_action" ADD CONSTRAINT "improvement_action_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "assessment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "improvement_action" ADD CONSTRAINT "improvement_action_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "improvement_action" ADD CONSTRAINT "improvement_action_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "certification" ADD CONSTRAINT "certification_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certification" ADD CONSTRAINT "certification_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certification" ADD CONSTRAINT "certification_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "metric" ADD CONSTRAINT "metric_weight_metric_id_fkey" FOREIGN KEY ("weight_metric_id") REFERENCES "metric"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric" ADD CONSTRAINT "metric_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "metric_component" ADD CONSTRAINT "metric_component_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "metric"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_component" ADD CONSTRAINT "metric_component_component_id_fkey" FOREIGN KEY ("component_id") REFERENCES "metric"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_dimension" ADD CONSTRAINT "metric_dimension_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "metric"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_dimension_value" ADD CONSTRAINT "metric_dimension_value_metric_id_dimension_fkey" FOREIGN KEY ("metric_id", "dimension") REFERENCES "metric_dimension"("metric_id", "code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_dimension_key" ADD CONSTRAINT "metric_dimension_key_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "metric"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metric_facet" ADD CONSTRAINT "metric_facet_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "metric"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_subject" ADD CONSTRAINT "observation_subject_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "territorial_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_subject" ADD CONSTRAINT "observation_subject_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_subject" ADD CONSTRAINT "observation_subject_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_slice" ADD CONSTRAINT "observation_slice_metric_id_fkey" FOREIGN KEY ("metric_id") REFERENCES "metric"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_slice" ADD CONSTRAINT "observation_slice_facet_id_fkey" FOREIGN KEY ("facet_id") REFERENCES "metric_facet"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_slice" ADD CONSTRAINT "observation_slice_dimension_id_fkey" FOREIGN KEY ("dimension_id") REFERENCES "metric_dimension_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "observation_slice" ADD CONSTRAINT "observation_slice_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "office_statement" ADD CONSTRAINT "office_statement_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_statement" ADD CONSTRAINT "office_statement_list_as_of_fkey" FOREIGN KEY ("list", "as_of") REFERENCES "office_edition"("list", "as_of") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_statement" ADD CONSTRAINT "office_statement_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_edition" ADD CONSTRAINT "office_edition_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_seat_unit_id_fkey" FOREIGN KEY ("seat_unit_id") REFERENCES "territorial_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_served_unit_id_fkey" FOREIGN KEY ("served_unit_id") REFERENCES "territorial_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_id_statement_list_statement_as_of_fkey" FOREIGN KEY ("id", "statement_list", "statement_as_of") REFERENCES "office_statement"("office_id", "list", "as_of") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "office_predecessor" ADD CONSTRAINT "office_predecessor_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_predecessor" ADD CONSTRAINT "office_predecessor_predecessor_id_fkey" FOREIGN KEY ("predecessor_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "programme" ADD CONSTRAINT "programme_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "programme_total" ADD CONSTRAINT "programme_total_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_priority_id_fkey" FOREIGN KEY ("priority_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_measure_id_fkey" FOREIGN KEY ("measure_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_submeasure_id_fkey" FOREIGN KEY ("submeasure_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "project" ADD CONSTRAINT "project_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "project_record" ADD CONSTRAINT "project_record_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_record" ADD CONSTRAINT "project_record_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_record" ADD CONSTRAINT "project_record_source_id_sheet_fkey" FOREIGN KEY ("source_id", "sheet") REFERENCES "project_sheet"("source_id", "sheet") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_record" ADD CONSTRAINT "project_record_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "project_sheet" ADD CONSTRAINT "project_sheet_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_place" ADD CONSTRAINT "project_place_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_place" ADD CONSTRAINT "project_place_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "territorial_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_module_id_fkey" FOREIGN KEY ("module_id") REFERENCES "project_module"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "participation" ADD CONSTRAINT "participation_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "project_module" ADD CONSTRAINT "project_module_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_module" ADD CONSTRAINT "project_module_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_module" ADD CONSTRAINT "project_module_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "project_product" ADD CONSTRAINT "project_product_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_product" ADD CONSTRAINT "project_product_module_id_fkey" FOREIGN KEY ("module_id") REFERENCES "project_module"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_product" ADD CONSTRAINT "project_product_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "project_product" ADD CONSTRAINT "project_product_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "product_rating" ADD CONSTRAINT "product_rating_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "project_product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_rating" ADD CONSTRAINT "product_rating_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_rating" ADD CONSTRAINT "product_rating_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "register_slice" ADD CONSTRAINT "register_slice_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "register_row" ADD CONSTRAINT "register_row_as_of_voivodeship_fkey" FOREIGN KEY ("as_of", "voivodeship") REFERENCES "register_slice"("as_of", "voivodeship") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "territorial_unit" ADD CONSTRAINT "territorial_unit_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "territorial_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "territorial_unit" ADD CONSTRAINT "territorial_unit_created_in_fkey" FOREIGN KEY ("created_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "territorial_unit" ADD CONSTRAINT "territorial_unit_changed_in_fkey" FOREIGN KEY ("changed_in") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "territorial_unit_version" ADD CONSTRAINT "territorial_unit_version_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "territorial_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "territorial_unit_version" ADD CONSTRAINT "territorial_unit_version_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "territorial_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "territorial_unit_version" ADD CONSTRAINT "territorial_unit_version_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "territorial_unit_event" ADD CONSTRAINT "territorial_unit_event_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "territorial_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "territorial_unit_event" ADD CONSTRAINT "territorial_unit_event_unit_id_before_from_fkey" FOREIGN KEY ("unit_id", "before_from") REFERENCES "territorial_unit_version"("unit_id", "valid_from") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "territorial_unit_event" ADD CONSTRAINT "territorial_unit_event_unit_id_after_from_fkey" FOREIGN KEY ("unit_id", "after_from") REFERENCES "territorial_unit_version"("unit_id", "valid_from") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "territorial_unit_boundary" ADD CONSTRAINT "territorial_unit_boundary_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "territorial_unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "territorial_unit_boundary" ADD CONSTRAINT "territorial_unit_boundary_release_fkey" FOREIGN KEY ("release") REFERENCES "release"("number") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "territorial_unit_boundary" ADD CONSTRAINT "territorial_unit_boundary_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
