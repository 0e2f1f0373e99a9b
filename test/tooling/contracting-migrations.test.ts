/** Which migrations take something away from the versions before. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contractionsOf, unmarkedContractions } from '../../scripts/contracting-migrations.ts';

const earlier = {
  name: '20270101000000_earlier',
  sql: `CREATE TABLE office (id int PRIMARY KEY, name text DEFAULT '', kind office_kind);
    CREATE UNIQUE INDEX office_name_key ON office (name);
    CREATE VIEW office_names AS SELECT id FROM office;
    CREATE FUNCTION refuse_change() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'It stays'; END $$ LANGUAGE plpgsql;
    CREATE FUNCTION note_change() RETURNS trigger AS $$ BEGIN RAISE NOTICE 'It changed'; RETURN NEW; END $$ LANGUAGE plpgsql;
    CREATE FUNCTION drop_row() RETURNS trigger AS $$ BEGIN RETURN NULL; END $$ LANGUAGE plpgsql;`,
};
const name = '20270201000000_next';

const linesOf = (sql: string): string[] => contractionsOf([earlier, { name, sql }])[1]?.lines ?? [];

test.each([
  ['a check', 'ALTER TABLE office ADD CONSTRAINT short CHECK (length(name) < 9)', 'adds a constraint to office: CHECK'],
  [
    'one without a name',
    'ALTER TABLE public."office" ADD CHECK (id > 0) NOT VALID',
    'adds a constraint to office: CHECK',
  ],
  [
    'a foreign key',
    'ALTER TABLE ONLY "office" ADD CONSTRAINT "k" FOREIGN KEY ("id") REFERENCES "unit"("id") ON DELETE SET NULL',
    'adds a constraint to office: FOREIGN KEY',
  ],
  ['what is unique', 'ALTER TABLE office ADD UNIQUE (name)', 'adds a constraint to office: UNIQUE'],
  ['an exclusion', 'ALTER TABLE office ADD EXCLUDE USING gist (name WITH =)', 'adds a constraint to office: EXCLUDE'],
  [
    'a primary key',
    'ALTER TABLE office ADD CONSTRAINT k PRIMARY KEY (name)',
    'adds a constraint to office: PRIMARY KEY',
  ],
  [
    'a unique index',
    'CREATE UNIQUE INDEX k ON office USING btree (lower(name)) WHERE id > 0',
    'adds the unique index k to office',
  ],
  ['NOT NULL', 'ALTER TABLE office ALTER name SET NOT NULL', 'sets office.name to NOT NULL'],
  ['what may be null now', 'ALTER TABLE office ALTER COLUMN name DROP NOT NULL', 'changes office.name: DROP NOT NULL'],
  ['a default', 'ALTER TABLE office ALTER COLUMN "name" DROP DEFAULT', 'drops the default of office.name'],
  ['a type', 'ALTER TABLE office ALTER COLUMN id SET DATA TYPE bigint', 'changes office.id: SET DATA TYPE'],
  ['a value of an enum', `ALTER TYPE "office_kind" ADD VALUE 'SCHOOL'`, 'changes the type office_kind'],
  ['a value renamed', `ALTER TYPE office_kind RENAME VALUE 'A' TO 'B'`, 'changes the type office_kind'],
  ['a domain', 'ALTER DOMAIN code ADD CHECK (VALUE > 0)', 'changes the domain code'],
  ['a column renamed', 'ALTER TABLE office RENAME name TO title', 'renames something of office, or office itself'],
  ['a table renamed', 'ALTER TABLE office RENAME TO bureau', 'renames something of office, or office itself'],
  ['an index renamed', 'ALTER INDEX office_name_key RENAME TO k', 'changes the index office_name_key'],
  ['a column', 'ALTER TABLE IF EXISTS office DROP name', 'drops the column name of office'],
  ['a table', 'DROP TABLE IF EXISTS office CASCADE', 'drops the table office'],
  ['a unique index dropped', 'DROP INDEX "office_name_key"', 'drops the unique index office_name_key'],
  [
    'a unique constraint dropped',
    'ALTER TABLE office DROP CONSTRAINT office_pkey',
    'drops the constraint office_pkey of office',
  ],
  [
    'a new column that has to be written',
    'ALTER TABLE office ADD COLUMN amount numeric(12, 2) NOT NULL',
    'adds office.amount, NOT NULL without a default',
  ],
  [
    'a new column that has its value once',
    'ALTER TABLE office ADD code int DEFAULT 0 UNIQUE',
    'adds office.code, unique with a default',
  ],
  [
    'a new column whose default may be refused',
    'ALTER TABLE office ADD COLUMN b int DEFAULT 1 CHECK (b <> 1)',
    'adds office.b, CHECK with a default',
  ],
  [
    'a new column whose default may refer to nothing',
    'ALTER TABLE office ADD COLUMN b int DEFAULT 1 REFERENCES unit(id)',
    'adds office.b, REFERENCES with a default',
  ],
  [
    'a new column that may be null once',
    'ALTER TABLE office ADD COLUMN b int UNIQUE NULLS NOT DISTINCT',
    'adds office.b, unique with NULLS NOT DISTINCT',
  ],
  [
    'a new column of what may be null',
    'ALTER TABLE office ADD COLUMN b text NOT NULL GENERATED ALWAYS AS (lower(name)) STORED',
    'adds office.b, NOT NULL with what is computed',
  ],
  [
    'a new column of what may be null, said later',
    'ALTER TABLE office ADD b text GENERATED ALWAYS AS (lower(name)) STORED; ALTER TABLE office ALTER b SET NOT NULL',
    'sets office.b to NOT NULL',
  ],
  [
    'a new column of what may be the same',
    'ALTER TABLE office ADD COLUMN b text GENERATED ALWAYS AS (lower(name)) STORED UNIQUE',
    'adds office.b, unique with what is computed',
  ],
  [
    'a table that may be there already',
    'CREATE TABLE IF NOT EXISTS office (id int); ALTER TABLE office ADD CHECK (id > 0)',
    'adds a constraint to office: CHECK',
  ],
  ['a view', 'CREATE OR REPLACE VIEW office_names AS SELECT name FROM office', 'changes the view office_names'],
  ['a procedure renamed', 'ALTER PROCEDURE p(int) RENAME TO q', 'changes the procedure p'],
  ['a routine renamed', 'ALTER ROUTINE p RENAME TO q', 'changes the routine p'],
  ['a table emptied', 'TRUNCATE TABLE ONLY public.office RESTART IDENTITY', 'empties the table office'],
  ['what a role owns', 'DROP OWNED BY wezel CASCADE', 'drops what wezel owns'],
  [
    'a new column that has to be written in the end',
    'ALTER TABLE office ADD code int NOT NULL DEFAULT 0; ALTER TABLE office ALTER code DROP DEFAULT',
    'drops the default of office.code',
  ],
  [
    'a trigger that refuses',
    'CREATE TRIGGER t BEFORE DELETE ON office FOR EACH ROW EXECUTE FUNCTION refuse_change()',
    'adds the trigger t to office, which may refuse something',
  ],
  [
    'a trigger that drops rows',
    'CREATE TRIGGER t BEFORE INSERT ON office FOR EACH ROW EXECUTE FUNCTION drop_row()',
    'adds the trigger t to office, which may refuse something',
  ],
  [
    'a constraint trigger of a function that nobody knows',
    'CREATE CONSTRAINT TRIGGER t AFTER UPDATE OF name ON public.office DEFERRABLE FOR EACH ROW EXECUTE PROCEDURE other()',
    'adds the trigger t to office, which may refuse something',
  ],
  [
    'a function of a trigger that refuses now',
    `CREATE OR REPLACE FUNCTION note_change() RETURNS trigger AS $$ BEGIN RAISE 'No'; END $$ LANGUAGE plpgsql`,
    'changes the function note_change, which refuses something',
  ],
  ['a rule', 'CREATE RULE r AS ON DELETE TO office DO INSTEAD NOTHING', 'adds r to office, which may refuse something'],
  ['hidden rows', 'ALTER TABLE office ENABLE ROW LEVEL SECURITY', 'hides rows of office'],
  ['rights', 'REVOKE ALL ON office FROM PUBLIC', 'revokes rights'],
  [
    'what a block does',
    'DO $$ BEGIN IF true THEN ALTER TABLE office ADD CHECK (id > 0); END IF; END $$',
    'adds a constraint to office: CHECK',
  ],
  [
    'what a block puts together',
    `DO $do$ BEGIN EXECUTE format($q$ALTER TABLE office DROP COLUMN %I$q$, 'name'); END $do$`,
    'drops the column … of office',
  ],
  [
    'what a block does to a table that only the run knows',
    `DO $$ BEGIN EXECUTE format('ALTER TABLE %I DROP COLUMN name', t); END $$`,
    'drops the column name of …',
  ],
  [
    'a check that it adds there',
    `DO $$ DECLARE t text; BEGIN FOR t IN SELECT 'office' LOOP
       EXECUTE format('ALTER TABLE %2$I."%1$s" ADD CONSTRAINT %s_%s CHECK (id <> %L)', t, 'public', t, 'k', 1); END LOOP; END $$`,
    'adds a constraint to …: CHECK',
  ],
  [
    'what it joins of pieces',
    `DO $$ BEGIN EXECUTE 'ALTER TABLE ' || quote_ident(t) || ' DROP COLUMN ' || (upper('x') || 'y') USING 1; END $$`,
    'drops the column …y of …',
  ],
  [
    'what it joins inside of a call',
    `DO $$ BEGIN EXECUTE format('ALTER TABLE ' || '%I', t) || concat(' ALTER ', c, ' SET NOT', ' NULL'); END $$`,
    'sets ….… to NOT NULL',
  ],
  [
    'a text whose use is not understood',
    `DO $$ BEGIN EXECUTE replace('DROP TABLE office', 'x', 'y'); END $$`,
    'drops the table office',
  ],
  [
    'a table that the block made, or another',
    `DO $$ BEGIN EXECUTE format('CREATE TABLE %I (id int)', a); EXECUTE format('DROP TABLE %I', b); END $$`,
    'drops the table …',
  ],
  [
    'what stands behind quotes and comments',
    `INSERT INTO note VALUES ('it''s; -- no comment', E'\\'; /*', "x;y", $$ ; -- $$); /* a /* nested */ ; */ DROP /**/ TABLE -- here
       office;`,
    'drops the table office',
  ],
])('%s', (_, sql, line) => {
  expect(linesOf(sql)).toEqual([line]);
  const [hint] = unmarkedContractions([earlier, { name, sql }]);
  expect(hint).toContain(`  it ${line}\n`);
});

test.each([
  [
    'a new table with its constraints',
    `CREATE TABLE IF NOT EXISTS public."school" (id int NOT NULL UNIQUE, office int REFERENCES office (id), CHECK (id > 0));
     CREATE UNIQUE INDEX k ON school (office);
     ALTER TABLE "school" ADD CONSTRAINT c FOREIGN KEY (office) REFERENCES office (id), ALTER id SET NOT NULL;
     CREATE TRIGGER t BEFORE DELETE ON school FOR EACH ROW EXECUTE FUNCTION refuse_change();
     ALTER TABLE school RENAME TO academy; ALTER TABLE academy ADD CHECK (office > 0)`,
  ],
  ['a new view', 'CREATE OR REPLACE VIEW names AS SELECT 1; CREATE OR REPLACE VIEW names AS SELECT 2; DROP VIEW names'],
  ['a new table that is emptied', 'CREATE TABLE a (id int); CREATE TABLE IF NOT EXISTS a (id int); TRUNCATE a'],
  ['what a block reads', `DO $$ BEGIN EXECUTE format('SELECT %L', 'DROP TABLE office'); END $$`],
  [
    'a new column of numbers',
    'ALTER TABLE office ADD b bigint GENERATED ALWAYS AS IDENTITY UNIQUE, ADD c int REFERENCES unit(id)',
  ],
  ['a table that is there for a moment', 'CREATE TEMPORARY TABLE old AS SELECT 1; DROP TABLE old'],
  [
    'a new column',
    `ALTER TABLE office ADD a int, ADD COLUMN IF NOT EXISTS b text NOT NULL DEFAULT '', ADD c bigserial`,
  ],
  [
    'a new column with a key, which versions before leave null',
    `ALTER TABLE office ADD COLUMN "unit" int; CREATE UNIQUE INDEX k ON "office"("unit", "name");
     ALTER TABLE office ADD CONSTRAINT f FOREIGN KEY (unit) REFERENCES unit (id)`,
  ],
  ['a new column that is filled', 'ALTER TABLE office ADD x int DEFAULT 1; ALTER TABLE office ALTER x SET NOT NULL'],
  ['an index', 'CREATE INDEX CONCURRENTLY k ON office (name); DROP INDEX k'],
  ['a default', `ALTER TABLE office ALTER name SET DEFAULT 'x'`],
  ['a looser rule', 'ALTER TABLE office DROP CONSTRAINT IF EXISTS office_unit_fkey'],
  [
    'a trigger that refuses nothing',
    'CREATE TRIGGER t AFTER UPDATE ON office FOR EACH ROW EXECUTE FUNCTION note_change()',
  ],
  ['a comment', '-- DROP TABLE office;\n/* ALTER TABLE office DROP name; */ SELECT 1'],
  ['a text', `UPDATE office SET name = 'x; DROP TABLE office; ALTER TABLE office DROP name'`],
  ['a name', 'SELECT 1 AS "; DROP TABLE office;"'],
  ['a body', 'CREATE FUNCTION f() RETURNS void AS $f$ BEGIN DROP TABLE office; END $f$ LANGUAGE plpgsql'],
])('%s takes nothing away', (_, sql) => {
  expect(linesOf(sql)).toEqual([]);
});

test('a table that was renamed before may be there already, too', () => {
  const renaming = { name: '20270115000000_renaming', sql: 'ALTER TABLE office RENAME TO bureau' };
  const sql = 'CREATE TABLE IF NOT EXISTS bureau (id int); ALTER TABLE bureau ADD CHECK (id > 0)';
  const lines = contractionsOf([earlier, renaming, { name, sql }])[2]?.lines;
  expect(lines).toEqual(['adds a constraint to bureau: CHECK']);
});

const taking = 'DROP TABLE office;';

test.each([
  ['the reason', `-- Earlier versions go on: they read no offices.\n${taking}`],
  ['the row', `${taking} INSERT INTO public."contracting_migration" VALUES ('${name}', 'The table of offices.');`],
])('%s is the word for it', (_, sql) => {
  expect(unmarkedContractions([{ name, sql }])).toEqual([]);
});

test.each([
  ['a reason in a text', `SELECT '\n-- Earlier versions go on: no.\n'; ${taking}`],
  ['a row in a comment', `-- INSERT INTO contracting_migration VALUES ('${name}', 'x');\n${taking}`],
  ['the row of another', `INSERT INTO contracting_migration VALUES ('other', '${name}.'); ${taking}`],
])('%s is none', (_, sql) => {
  expect(unmarkedContractions([{ name, sql }])).toHaveLength(1);
});

test('the migrations before the first that had to say so are read as what they are', () => {
  const folder = new URL('../../prisma/migrations/', import.meta.url);
  const names = readdirSync(folder).filter((entry) => /^\d/.test(entry));
  const migrations = names.toSorted().map((each) => ({
    name: each,
    sql: readFileSync(new URL(`${each}/migration.sql`, folder), 'utf8'),
  }));
  expect(unmarkedContractions(migrations)).toEqual([]);
  const contracting = contractionsOf(migrations).filter(({ lines }) => lines.length > 0);
  expect(contracting.map((migration) => migration.name).filter((each) => each <= '20261130163000')).toEqual([
    '20261122024629_boundary_days',
    '20261122025705_problems',
    '20261122042549_practice_projects',
    '20261129064944_relations',
    '20261129072520_word_filters',
    '20261129074030_practices_as_tables',
    '20261129105148_lists_of_offices',
    '20261129173655_release_retraction',
    '20261129182052_filters_of_labs_and_citations',
    '20261130035357_editorial_statements',
    '20261130123000_search_over_everything',
    '20261130124000_frozen_results',
    '20261130124100_idempotent_mutations',
    '20261130161502_keys_to_accounts',
  ]);
});
