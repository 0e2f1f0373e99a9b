-- The journal of releases: triggers on every public table keep the state of a row before it is changed or deleted,
-- see docs/decisions/journal.md.

CREATE FUNCTION next_release() RETURNS integer LANGUAGE sql STABLE AS
  'SELECT coalesce(max(number), 0) + 1 FROM release';

-- The release that this transaction makes; whatever is written outside of one belongs to the next.
CREATE FUNCTION current_release() RETURNS integer LANGUAGE sql STABLE AS
  $$ SELECT coalesce(nullif(current_setting('wezel.release', true), '')::integer, next_release()) $$;

-- Rows that are there already are not known to be younger than the last release; of an empty database they are in the first.
SELECT set_config('wezel.release', greatest(next_release() - 1, 1)::text, false);

-- CreateEnum
CREATE TYPE "change_kind" AS ENUM ('CREATED', 'CHANGED', 'DELETED', 'MERGED', 'REDACTED');

-- AlterTable
ALTER TABLE "assessment_score" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "metric_component" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "metric_dimension" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "metric_dimension_key" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "metric_dimension_value" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "metric_facet" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "observation_subject" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "office_edition" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "office_predecessor" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "office_statement" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "product_rating" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "programme_total" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "project_place" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "project_sheet" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "register_row" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "register_slice" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "release" ADD COLUMN     "journaled" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "redacts" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "source" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "territorial_unit_event" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "territorial_unit_version" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- AlterTable
ALTER TABLE "topic" ADD COLUMN     "created_in" INTEGER NOT NULL DEFAULT current_release();

-- CreateTable
CREATE TABLE "journal_entry" (
    "release" INTEGER NOT NULL,
    "table_name" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    "before" JSONB,
    "redacted" BOOLEAN NOT NULL,

    CONSTRAINT "journal_entry_pkey" PRIMARY KEY ("release","table_name","row_key")
);

-- CreateTable
CREATE TABLE "release_change" (
    "release" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "kind" "change_kind" NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "release_change_pkey" PRIMARY KEY ("release","type","kind")
);

-- CreateIndex
CREATE INDEX "journal_entry_table_name_row_key_release_idx" ON "journal_entry"("table_name", "row_key", "release");


-- CreateIndex
CREATE INDEX "observation_release_idx" ON "observation" USING BRIN ("release");

SELECT set_config('wezel.release', '', false);
UPDATE release SET journaled = false;

-- The same order everywhere, whatever the collation of the database.
ALTER TABLE journal_entry ALTER COLUMN row_key SET DATA TYPE text COLLATE "C";

-- The columns of the primary key in their order.
CREATE FUNCTION journal_key_columns(target regclass) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(a.attname::text ORDER BY k.place)
  FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k(attnum, place), pg_attribute a
  WHERE i.indrelid = target AND i.indisprimary AND a.attrelid = target AND a.attnum = k.attnum
$$;

-- The column that has, of each row, a release from its insertion to its last change.
CREATE FUNCTION journal_version_column(target regclass) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT a.attname::text
  FROM unnest(ARRAY['created_in', 'changed_in', 'release', 'number']) WITH ORDINALITY AS v(name, place)
  JOIN pg_attribute a ON a.attrelid = target AND a.attname = v.name AND a.atttypid = 'integer'::regtype
  ORDER BY v.place LIMIT 1
$$;

-- The key of a row as text, as SQL: the value of one column, a JSON array of several.
CREATE FUNCTION journal_key_sql(target regclass, alias text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN count(*) = 1 THEN min(format('%s.%I::text', alias, name))
    ELSE format('jsonb_build_array(%s)::text', string_agg(format('%s.%I', alias, name), ', ' ORDER BY place)) END
  FROM unnest(journal_key_columns(target)) WITH ORDINALITY AS k(name, place)
$$;

-- Gives a table its triggers. A migration that makes a public table calls it.
CREATE FUNCTION journal_table(target regclass) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = target);
  version text := journal_version_column(target);
  same_row text := (SELECT string_agg(format('n.%1$I = o.%1$I', key), ' AND ') FROM unnest(journal_key_columns(target)) key);
BEGIN
  IF version IS NULL OR same_row IS NULL THEN
    RAISE EXCEPTION 'The table % has no primary key, or no column created_in, changed_in or release', target
      USING HINT = 'Add createdIn as the other models have it.';
  END IF;
  EXECUTE format($sql$
    CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $trigger$
    DECLARE
      made_in integer := current_release();
    BEGIN
      IF current_setting('wezel.redaction', true) = 'on' THEN
        -- The values before a redaction are kept nowhere.
        CREATE TEMPORARY TABLE IF NOT EXISTS redacted_row (row_key text, state jsonb, changed jsonb, is_new boolean);
        INSERT INTO redacted_row
        SELECT %2$s, to_jsonb(n) || jsonb_build_object(%5$L, o.%5$I), c.changed - %5$L - 'changed_in', o.%5$I = made_in
        FROM old_rows o JOIN new_rows n ON %4$s, LATERAL (
          SELECT jsonb_object_agg(key, value) AS changed FROM jsonb_each(to_jsonb(n))
          WHERE value IS DISTINCT FROM to_jsonb(o) -> key
        ) c
        WHERE c.changed IS NOT NULL;
        UPDATE journal_entry j SET before = j.before || r.changed FROM redacted_row r
        WHERE j.table_name = %6$L AND j.row_key = r.row_key;
        INSERT INTO journal_entry AS j (release, table_name, row_key, before, redacted)
        SELECT made_in, %6$L, row_key, state, true FROM redacted_row WHERE NOT is_new
        ON CONFLICT (release, table_name, row_key) DO UPDATE SET redacted = true;
        DROP TABLE redacted_row;
      ELSE
        INSERT INTO journal_entry (release, table_name, row_key, before, redacted)
        SELECT made_in, %6$L, %2$s, to_jsonb(o), false FROM old_rows o
        WHERE o.%5$I <> made_in
          AND NOT EXISTS (SELECT FROM new_rows n WHERE %4$s AND n IS NOT DISTINCT FROM o)
        ON CONFLICT DO NOTHING;
      END IF;
      INSERT INTO journal_entry (release, table_name, row_key, before, redacted)
      SELECT made_in, %6$L, %3$s, NULL, false FROM new_rows n
      WHERE n.%5$I <> made_in AND NOT EXISTS (SELECT FROM old_rows o WHERE %4$s)
      ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $trigger$
  $sql$, 'journal_update_of_' || name, journal_key_sql(target, 'o'), journal_key_sql(target, 'n'), same_row, version, name);
  EXECUTE format($sql$
    CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $trigger$
    DECLARE
      made_in integer := current_release();
    BEGIN
      INSERT INTO journal_entry (release, table_name, row_key, before, redacted)
      SELECT made_in, %3$L, %2$s, to_jsonb(o), current_setting('wezel.redaction', true) IS NOT DISTINCT FROM 'on'
      FROM old_rows o WHERE o.%4$I <> made_in
      ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $trigger$
  $sql$, 'journal_delete_of_' || name, journal_key_sql(target, 'o'), name, version);
  EXECUTE format(
    'CREATE OR REPLACE TRIGGER journal_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows '
    'FOR EACH STATEMENT EXECUTE FUNCTION %I()', target, 'journal_update_of_' || name);
  EXECUTE format(
    'CREATE OR REPLACE TRIGGER journal_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows '
    'FOR EACH STATEMENT EXECUTE FUNCTION %I()', target, 'journal_delete_of_' || name);
  EXECUTE format(
    'CREATE OR REPLACE TRIGGER journal_truncate BEFORE TRUNCATE ON %s '
    'FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', target);
END $body$;

CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'TRUNCATE would bypass the journal of %', TG_TABLE_NAME USING HINT = 'Use DELETE.';
END $$;

-- All tables are public but for those of access, search and redactions, and the journal itself.
SELECT journal_table(c.oid::regclass)
FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname NOT IN (
  '_prisma_migrations', 'api_key', 'search_word', 'search_document', 'search_posting', 'redaction',
  'journal_entry', 'release_change'
);
