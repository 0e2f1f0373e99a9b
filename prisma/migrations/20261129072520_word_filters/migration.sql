-- Words are looked for anywhere in a text; an index over its trigrams finds them. The extension is trusted: the owner of the
-- database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- As foldName of src/platform/text.ts does, for the letters that names of units and offices have
CREATE FUNCTION "fold_name"(name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(regexp_replace(regexp_replace(
    translate(lower(name), 'ĄĆĘŁŃÓŚŹŻąćęłńóśźżÁÄÉËÍÖŠÚÜÝŽáäéëíöšúüýž', 'acelnoszzacelnoszzaaeeiosuuyzaaeeiosuuyz'),
    '\s*[-‐‑‒–—―−]\s*', '-', 'g'), '\s+', ' ', 'g'))
$$;

-- AlterTable
ALTER TABLE "office" ADD COLUMN     "names_folded" TEXT;
UPDATE "office" SET "names_folded" = coalesce((
  SELECT string_agg("fold_name"(stated."name" ->> 'name'), E'\n' ORDER BY stated."ordinal")
  FROM jsonb_array_elements("names") WITH ORDINALITY AS stated("name", "ordinal")
), '');
-- The rows' references that are checked at COMMIT are checked now: nothing may wait when a table is altered
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "office" ALTER COLUMN "names_folded" SET NOT NULL;

-- AlterTable
ALTER TABLE "territorial_unit_version" ADD COLUMN     "name_folded" TEXT;
UPDATE "territorial_unit_version" SET "name_folded" = "fold_name"("name");
ALTER TABLE "territorial_unit_version" ALTER COLUMN "name_folded" SET NOT NULL;

DROP FUNCTION "fold_name"(TEXT);

-- The filters by NIP and by fund compare these; Prisma's models have no words for indexes over expressions
CREATE INDEX "participation_nip_digits_idx" ON "participation" (regexp_replace("stated_nip", '\D', '', 'g'))
WHERE "stated_nip" IS NOT NULL;
CREATE INDEX "project_fund_upper_idx" ON "project" (upper("fund"));

-- CreateIndex
CREATE INDEX "office_names_folded_idx" ON "office" USING GIN ("names_folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "participation_role_project_id_idx" ON "participation"("role", "project_id");

-- CreateIndex
CREATE INDEX "participation_stated_key_idx" ON "participation" USING GIN ("stated_key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "project_currency_idx" ON "project"("currency");

-- CreateIndex
CREATE INDEX "project_search_text_idx" ON "project" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "territorial_unit_version_name_folded_idx" ON "territorial_unit_version" USING GIN ("name_folded" gin_trgm_ops);
