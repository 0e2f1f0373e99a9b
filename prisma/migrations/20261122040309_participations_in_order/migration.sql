-- DropIndex
DROP INDEX "participation_office_id_id_idx";

-- DropIndex
DROP INDEX "participation_organisation_id_id_idx";

-- DropIndex
DROP INDEX "participation_project_id_role_id_idx";

-- AlterTable
ALTER TABLE "participation" ADD COLUMN     "sort_start" DATE NOT NULL DEFAULT '0001-01-01'::date,
ADD COLUMN     "stated_key" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "participation_project_id_sort_start_id_idx" ON "participation"("project_id", "sort_start", "id");

-- CreateIndex
CREATE INDEX "participation_office_id_sort_start_id_idx" ON "participation"("office_id", "sort_start", "id");

-- CreateIndex
CREATE INDEX "participation_organisation_id_sort_start_id_idx" ON "participation"("organisation_id", "sort_start", "id");
