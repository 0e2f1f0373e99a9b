-- Lists of offices, and of calls and events by title, are pages in the database: each row has its place in them.

-- The same keys as src/platform/list-keys.ts makes
CREATE OR REPLACE FUNCTION pg_temp.letter_weight(letter text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN letter ~ '[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]' THEN 0
    ELSE coalesce(nullif(strpos(a.alphabet, l.lower), 0), nullif(strpos(a.alphabet, left(normalize(l.lower, NFKD), 1)), 0), 254)
  END
  FROM (SELECT ' _-–—,;:!?.…·''"«»()[]{}§@*/\&#%•°+±×<=>|~$£€0123456789aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż' AS alphabet) a,
    (SELECT translate(lower(letter), 'ĄĆĘŁŃÓŚŹŻ‘’‚‛“”„‟', 'ąćęłńóśźż''''''''""""') AS lower) l
$$;

CREATE OR REPLACE FUNCTION pg_temp.name_key(name text, key text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT decode(coalesce((
    SELECT string_agg(lpad(to_hex(w.weight), 2, '0'), '' ORDER BY l.n)
    FROM string_to_table(normalize(name, NFC), NULL) WITH ORDINALITY AS l(letter, n),
      LATERAL (SELECT pg_temp.letter_weight(l.letter) AS weight) w
    WHERE w.weight > 0
  ), '') || '00', 'hex') || convert_to(key, 'UTF8')
$$;

-- As foldName of src/platform/text.ts does, for the letters that names of places have
CREATE OR REPLACE FUNCTION pg_temp.fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(regexp_replace(regexp_replace(
    translate(lower(name), 'ĄĆĘŁŃÓŚŹŻąćęłńóśźżÁÄÉËÍÖŠÚÜÝŽáäéëíöšúüýž', 'acelnoszzacelnoszzaaeeiosuuyzaaeeiosuuyz'),
    '\s*[-‐‑‒–—―−]\s*', '-', 'g'), '\s+', ' ', 'g'))
$$;

-- DropIndex
DROP INDEX "call_changed_in_idx";

-- DropIndex
DROP INDEX "event_changed_in_idx";

-- DropIndex
DROP INDEX "office_nip_idx";

-- DropIndex
DROP INDEX "office_parent_id_idx";

-- DropIndex
DROP INDEX "office_regon_idx";

-- DropIndex
DROP INDEX "office_seat_unit_id_idx";

-- DropIndex
DROP INDEX "office_served_unit_id_idx";

-- DropIndex
DROP INDEX "practice_changed_in_idx";

-- AlterTable
ALTER TABLE "call" ADD COLUMN     "title_key" BYTEA;
UPDATE "call" SET "title_key" = pg_temp.name_key("title_pl", "slug");

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "title_key" BYTEA;
UPDATE "event" SET "title_key" = pg_temp.name_key("title_pl", "slug");

-- AlterTable
ALTER TABLE "office" ADD COLUMN     "list_key" BYTEA,
ADD COLUMN     "text_folded" TEXT;
UPDATE "office" SET "list_key" = pg_temp.name_key("name", "id"),
  "text_folded" = concat_ws(E'\n', "names_folded", pg_temp.fold_name("locality"));

-- The rows' references that are checked at COMMIT are checked now: nothing may wait when a table is altered
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE "call" ALTER COLUMN "title_key" SET NOT NULL;
ALTER TABLE "event" ALTER COLUMN "title_key" SET NOT NULL;
ALTER TABLE "office" ALTER COLUMN "list_key" SET NOT NULL, ALTER COLUMN "text_folded" SET NOT NULL;

-- Numbers are compared by their digits; Prisma's models have no words for indexes over expressions
CREATE INDEX "office_nip_digits_idx" ON "office" (regexp_replace("nip", '\D', '', 'g'));
CREATE INDEX "office_regon_digits_idx" ON "office" (regexp_replace(regexp_replace("regon", '\D', '', 'g'), '^(\d{9})00000$', '\1'));

-- CreateIndex
CREATE UNIQUE INDEX "call_title_key_key" ON "call"("title_key");

-- CreateIndex
CREATE INDEX "call_changed_in_list_key_idx" ON "call"("changed_in", "list_key");

-- CreateIndex
CREATE UNIQUE INDEX "event_title_key_key" ON "event"("title_key");

-- CreateIndex
CREATE INDEX "event_changed_in_list_key_idx" ON "event"("changed_in", "list_key");

-- CreateIndex
CREATE UNIQUE INDEX "office_list_key_key" ON "office"("list_key");

-- CreateIndex
CREATE INDEX "office_served_unit_id_list_key_idx" ON "office"("served_unit_id", "list_key");

-- CreateIndex
CREATE INDEX "office_seat_unit_id_list_key_idx" ON "office"("seat_unit_id", "list_key");

-- CreateIndex
CREATE INDEX "office_parent_id_list_key_idx" ON "office"("parent_id", "list_key");

-- CreateIndex
CREATE INDEX "office_kind_list_key_idx" ON "office"("kind", "list_key");

-- CreateIndex
CREATE INDEX "office_changed_in_list_key_idx" ON "office"("changed_in", "list_key");

-- CreateIndex
CREATE INDEX "office_text_folded_idx" ON "office" USING GIN ("text_folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "practice_changed_in_list_key_idx" ON "practice"("changed_in", "list_key");
