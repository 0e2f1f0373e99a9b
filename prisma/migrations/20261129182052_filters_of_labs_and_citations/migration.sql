-- Lists of living labs and cited documents are filtered by words and ordered by release, as those of practices are.

-- The words of a text, each once, as src/domains/practices/words.ts makes them, for the letters that Polish texts have
CREATE OR REPLACE FUNCTION pg_temp.folded_words(text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(string_agg(DISTINCT word, ' '), '')
  FROM regexp_split_to_table(
    translate(lower(coalesce(text, '')), 'ĄĆĘŁŃÓŚŹŻąćęłńóśźżÁÄÉËÍÖŠÚÜÝŽáäéëíöšúüýž', 'acelnoszzacelnoszzaaeeiosuuyzaaeeiosuuyz'),
    '[^[:alnum:]]+') AS word
  WHERE word <> ''
$$;

CREATE OR REPLACE FUNCTION pg_temp.words_of(entry jsonb, names text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.folded_words(string_agg(leaf #>> '{}', E'\n'))
  FROM unnest(names) AS name, jsonb_path_query(entry -> name, 'strict $.** ? (@.type() == "string")') AS leaf
$$;

CREATE OR REPLACE FUNCTION pg_temp.words_of_citation(citation jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.words_of(citation, '{title_pl,title_en,publisher_pl,publisher_en,note_pl,note_en}')
$$;

CREATE OR REPLACE FUNCTION pg_temp.words_of_lab(lab jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.words_of(lab, '{title_pl,title_en,summary_pl,summary_en,stages}')
$$;

-- What is derived of a row is no change of it: the journal takes no note, and its states get the column, too
ALTER TABLE "citation" DISABLE TRIGGER "journal_update";
ALTER TABLE "living_lab" DISABLE TRIGGER "journal_update";

-- AlterTable
ALTER TABLE "citation" ADD COLUMN     "folded" TEXT;
UPDATE "citation" AS c SET "folded" = pg_temp.words_of_citation(to_jsonb(c));

-- AlterTable
ALTER TABLE "living_lab" ADD COLUMN     "folded" TEXT;
UPDATE "living_lab" AS l SET "folded" = pg_temp.words_of_lab(to_jsonb(l));

UPDATE "journal_entry" SET "before" = "before" || jsonb_build_object('folded', pg_temp.words_of_citation("before"))
WHERE "table_name" = 'citation' AND "before" IS NOT NULL;
UPDATE "journal_entry" SET "before" = "before" || jsonb_build_object('folded', pg_temp.words_of_lab("before"))
WHERE "table_name" = 'living_lab' AND "before" IS NOT NULL;

-- The rows' references that are checked at COMMIT are checked now: nothing may wait when a table is altered
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "citation" ALTER COLUMN "folded" SET NOT NULL;
ALTER TABLE "living_lab" ALTER COLUMN "folded" SET NOT NULL;
ALTER TABLE "citation" ENABLE TRIGGER "journal_update";
ALTER TABLE "living_lab" ENABLE TRIGGER "journal_update";

-- CreateIndex
CREATE INDEX "citation_folded_idx" ON "citation" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "citation_changed_in_list_key_idx" ON "citation"("changed_in", "list_key");

-- CreateIndex
CREATE INDEX "living_lab_folded_idx" ON "living_lab" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "living_lab_changed_in_list_key_idx" ON "living_lab"("changed_in", "list_key");
