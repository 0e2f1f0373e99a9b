/**
 * What foreign keys and word indexes cost at load: copies the rows of the benchmark's database into tables of the same
 * columns and indexes, without keys and with them, by turns. The table of docs/decisions/relational-model.md.
 *
 *   node scripts/bench/foreign-keys.ts [rounds] [table ...]
 */
import type { ClientBase } from 'pg';
import { fill } from './data.ts';
import { openBenchHub } from './hub.ts';

const references: Readonly<Record<string, readonly string[]>> = {
  observation: [
    '(metric_id) REFERENCES metric',
    '(facet_id) REFERENCES metric_facet',
    '(dimension_id) REFERENCES metric_dimension_key',
    '(subject_id) REFERENCES observation_subject',
    '(release) REFERENCES release DEFERRABLE INITIALLY DEFERRED',
  ],
  search_posting: ['(word_id) REFERENCES search_word', '(document_id) REFERENCES search_document'],
  project: [
    '(programme_id) REFERENCES programme',
    '(priority_id) REFERENCES programme',
    '(measure_id) REFERENCES programme',
    '(submeasure_id) REFERENCES programme',
    '(source_id) REFERENCES source',
    '(created_in) REFERENCES release DEFERRABLE INITIALLY DEFERRED',
    '(changed_in) REFERENCES release DEFERRABLE INITIALLY DEFERRED',
  ],
  project_place: ['(project_id) REFERENCES project', '(unit_id) REFERENCES territorial_unit'],
  participation: [
    '(project_id) REFERENCES project',
    '(office_id) REFERENCES office',
    '(organisation_id) REFERENCES organisation',
    '(module_id) REFERENCES project_module',
    '(source_id) REFERENCES source',
    '(changed_in) REFERENCES release DEFERRABLE INITIALLY DEFERRED',
  ],
};

interface Variant {
  readonly name: string;
  readonly keys: readonly string[];
  readonly hasWordIndexes: boolean;
}

const rounds = Number(process.argv[2] ?? 3);
const tables = process.argv.slice(3);
const hub = await openBenchHub();
const client = await hub.database.pool.connect();
try {
  await client.query('SET statement_timeout = 0');
  await fill(hub.database, { projects: 100_000, metrics: 1 });
  for (const [table, keys] of Object.entries(references)) {
    if (tables.length === 0 || tables.includes(table)) await measure(table, variantsOf(keys));
  }
} finally {
  client.release(true);
  await hub.close();
}

function variantsOf(keys: readonly string[]): Variant[] {
  return [
    { name: 'as before', keys: [], hasWordIndexes: false },
    ...keys.map((key) => ({ name: key, keys: [key], hasWordIndexes: false })),
    { name: 'all keys', keys, hasWordIndexes: false },
    { name: 'all keys and word indexes', keys, hasWordIndexes: true },
  ];
}

/** The least of several rounds: whatever else the machine does only adds. */
async function measure(table: string, variants: readonly Variant[]): Promise<void> {
  const min = new Map<Variant, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const variant of variants) {
      const seconds = await copyRows(client, table, variant);
      min.set(variant, Math.min(seconds, min.get(variant) ?? Number.POSITIVE_INFINITY));
    }
  }
  const before = min.get(variants[0] as Variant) ?? Number.NaN;
  for (const [{ name }, seconds] of min) {
    console.log(
      `${table.padEnd(16)} ${name.padEnd(66)} ${seconds.toFixed(2).padStart(6)} s  × ${(seconds / before).toFixed(2)}`,
    );
  }
}

async function copyRows(of: ClientBase, table: string, { keys, hasWordIndexes }: Variant): Promise<number> {
  await of.query('BEGIN');
  await of.query("SET LOCAL work_mem = '96MB'");
  await of.query(`CREATE TABLE measured (LIKE ${table} INCLUDING ALL)`);
  if (!hasWordIndexes) await dropWordIndexes(of);
  for (const key of keys) await of.query(`ALTER TABLE measured ADD FOREIGN KEY ${key}`);
  const begun = performance.now();
  await of.query(`INSERT INTO measured SELECT * FROM ${table}`);
  await of.query('SET CONSTRAINTS ALL IMMEDIATE');
  const seconds = (performance.now() - begun) / 1000;
  await of.query('ROLLBACK');
  return seconds;
}

async function dropWordIndexes(of: ClientBase): Promise<void> {
  const { rows } = await of.query<{ name: string }>(
    `SELECT indexname AS name FROM pg_indexes WHERE tablename = 'measured' AND (indexdef LIKE '%gin_trgm_ops%'
       OR indexdef ~ 'upper|regexp_replace|\\(currency\\)|\\(role, project_id\\)')`,
  );
  for (const { name } of rows) await of.query(`DROP INDEX "${name}"`);
}
