-- DropIndex
DROP INDEX "project_place_unit_id_project_id_idx";

-- AlterTable
ALTER TABLE "project_place" ADD COLUMN     "sort_start" DATE NOT NULL DEFAULT '0001-01-01'::date;

-- What is there already takes it from its project
UPDATE "project_place" SET "sort_start" = p."sort_start" FROM "project" p WHERE p."id" = "project_id";

-- CreateIndex
CREATE INDEX "project_place_unit_id_sort_start_project_id_idx" ON "project_place"("unit_id", "sort_start", "project_id");
