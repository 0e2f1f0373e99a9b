/**
 * What the made-up country of data.ts lacks for measuring costs: boundaries of all gminas, a vocabulary of the real one's
 * size, problems of imports, and practices.
 */
import type { ClientBase } from 'pg';
import type { Database } from '../../src/platform/database/index.ts';
import { updateSearch } from '../../src/platform/search/update.ts';
import { inputFileOf } from '../../src/sources/import.ts';
import { importers } from '../../src/sources/index.ts';

export const full = { problems: 100_000, practices: 2_000, words: 60_000, vertices: 400 };

export async function fillUp(database: Database): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    const found = await client.query<{ there: boolean }>(`SELECT to_regclass('bench_full') IS NOT NULL AS there`);
    if (found.rows[0]?.there === true) return;
    console.log('  boundaries, problems, practices');
    await addBoundaries(client);
    await addProblems(client);
    await addPractices(database);
    await client.query('BEGIN');
    await updateSearch(client, 1_000_000);
    await client.query('COMMIT');
    await client.query('VACUUM ANALYZE');
    await client.query('CREATE TABLE bench_full AS SELECT 1 AS one');
  } finally {
    client.release(true);
  }
}

const origin = `(SELECT id FROM source ORDER BY id LIMIT 1)`;

/** Polygons around a point of a grid; as many corners as the real ones have in the middle. */
async function addBoundaries(client: ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO territorial_unit_boundary (unit_id, level, as_of, release, terc, known_on, west, south, east, north, area_km2,
       geometry, geometry_sha256, source_id)
     SELECT unit_id, 'GMINA', '2022-01-01', (SELECT max(number) FROM release), terc, '2022-01-01', x - 0.05, y - 0.05, x + 0.05,
       y + 0.05, 77, shape, encode(sha256(shape::bytea), 'hex'), ${origin}
     FROM (SELECT unit_id, terc, x, y, jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array((
         SELECT jsonb_agg(jsonb_build_array(round((x + 0.05 * cos(a))::numeric, 6), round((y + 0.05 * sin(a))::numeric, 6)) ORDER BY step)
         FROM (SELECT step, 2 * pi() * step / ${full.vertices} AS a FROM generate_series(0, ${full.vertices}) step) angle)))::text AS shape
       FROM (SELECT unit_id, terc, 14.5 + (row_number() OVER (ORDER BY unit_id) % 60) * 0.15 AS x,
               49.2 + (row_number() OVER (ORDER BY unit_id) / 60) * 0.12 AS y
             FROM territorial_unit_version
             WHERE valid_to IS NULL AND kind IN ('URBAN_GMINA', 'RURAL_GMINA', 'URBAN_RURAL_GMINA')) place) unit`,
  );
}

async function addProblems(client: ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO problem (release, ordinal, kind, "row", "column", reason, original)
     SELECT (SELECT max(number) FROM release), n, (ARRAY['UNIT_NOT_FOUND', 'OFFICE_AMBIGUOUS', 'INVALID_VALUE'])[1 + n % 3]::problem_kind,
       n, 'Miejsce', 'Nie wiadomo, o którą jednostkę chodzi.', 'Miejscowość ' || n
     FROM generate_series(1, ${full.problems}) n`,
  );
}

const syllables = 'ba ce dzi fo gu ha je ka lo mu ny pa ra sze to wa zy czo bra kle strzy pol now mia gro dow'.split(
  ' ',
);

/** A word that no other number has, without digits, as Polish words are long. */
export function wordOf(number: number): string {
  let word = '';
  for (let rest = number + syllables.length ** 2; rest > 0; rest = Math.floor(rest / syllables.length)) {
    word += syllables[rest % syllables.length];
  }
  return word;
}

async function addPractices(database: Database): Promise<void> {
  const words = (from: number, count: number): string =>
    Array.from({ length: count }, (_, index) => wordOf((from * 7_919 + index * 104_729) % full.words)).join(' ');
  const practices = Array.from({ length: full.practices }, (_, number) => ({
    slug: `practice-${number}`,
    title: `${words(number, 4)} – praktyka ${number}`,
    summary: words(number * 3, 60),
    solution: words(number * 5, 60),
    stage: ['IDEA', 'IN_PREPARATION', 'IMPLEMENTED', 'ABANDONED'][number % 4],
    topics: [['health', 'culture', 'finance'][number % 3]],
  }));
  const importer = importers.find(({ name }) => name === 'practices');
  const file = inputFileOf('bench.json', Buffer.from(JSON.stringify({ asOf: '2026-01-01', practices })));
  const progress = { stage: () => undefined, done: () => undefined };
  const report = await importer?.run({ database, file, today: '2026-01-01', dryRun: false, progress });
  if (report?.rejected !== 0) throw new Error(JSON.stringify(report?.rejectedRows.slice(0, 3)));
}
