/** Takes the values that one source states into the hub, all at once. */
import type { ClientBase } from 'pg';
import type { ImportCounts, RejectedRow } from '#platform/releases/model.ts';
import { cachedRegistry } from '#registry';
import { type Level, levelNumbers } from '../levels.ts';
import type { FacetDefinition, MetricDefinition } from '../model.ts';
import { checkReferences } from './check-references.ts';
import { DimensionIds } from './dimension-ids.ts';
import { SubjectFinder } from './find-subject.ts';
import { loadOtherSubjects } from './other-subjects.ts';
import { readMetricReference } from './read-metric-reference.ts';
import { type Statement, stage } from './stage.ts';
import { SubjectIds } from './subjects.ts';
import { writeDefinitions } from './write-definitions.ts';

export interface ObservationBatch {
  readonly metrics: readonly MetricDefinition[];
  readonly facet: FacetDefinition;
  /** Leaves metrics that are already defined as they are: the file does not say what its numbers mean. */
  readonly keepKnown: boolean;
  /** The levels that the source names, where some are not those of units. */
  readonly levels?: ReadonlySet<Level> | undefined;
  /** Read once, and a second time when rows contradict each other and their text is to be shown. */
  statements(): Iterable<Statement>;
  readonly onProgress?: ((stage: string, records: number) => void) | undefined;
}

export interface BatchOutcome {
  readonly changed: boolean;
  readonly counts: ImportCounts;
  readonly rejected: readonly RejectedRow[];
}

export async function mergeObservations(
  client: ClientBase,
  batch: ObservationBatch,
  release: number,
): Promise<BatchOutcome> {
  const known = await readMetricReference(client);
  const registry = await cachedRegistry.load(client, release);
  const definitions = await writeDefinitions(client, known, batch, release);
  const subjects = new SubjectIds(known, registry);
  const dimensions = new DimensionIds(known);
  // Enough to sort a million staged rows without many spills; the default of 4 MB is not.
  await client.query("SET LOCAL work_mem = '96MB'");
  const others = await loadOtherSubjects(client, batch.levels ?? new Set(), () => batch.statements());
  const staging = { definitions, finder: new SubjectFinder(registry, others), subjects, dimensions };
  const { records, rejected } = await stage(client, staging, batch.statements(), (done) =>
    batch.onProgress?.('reading', done),
  );
  await subjects.write(client);
  await dimensions.write(client);
  batch.onProgress?.('writing', records);
  await joinCities(client, subjects.cities);
  const repeats = await takeOutRepeats(client);
  const contradicting = rejectContradictions(batch, repeats.contradictions);
  const { created, changed } = await write(client, release);
  const counts = {
    records,
    created,
    changed,
    unchanged: records - rejected.length - contradicting.length - repeats.duplicates - created - changed,
    closed: 0,
    duplicates: repeats.duplicates,
    rejected: rejected.length + contradicting.length,
  };
  const all = [...rejected, ...contradicting].toSorted((a, b) => a.row - b.row);
  return { changed: definitions.changed || created + changed > 0, counts, rejected: all };
}

/**
 * A city with powiat rights is one community: a metric that has one value for it is kept at GMINA, whichever of its
 * two codes the source writes. Where the source states different values at both, they stay two.
 */
async function joinCities(client: ClientBase, cities: readonly number[]): Promise<void> {
  await client.query(
    `UPDATE staged_observation s SET level = $2, moved = true FROM metric m
     WHERE s.subject_id = ANY($1) AND s.level = $3 AND m.id = s.metric_id AND m.city_levels = 'ONE'`,
    [cities, levelNumbers.GMINA, levelNumbers.POWIAT],
  );
}

interface Contradiction {
  readonly row: number;
  readonly column: string | null;
  readonly verbatim: string;
  readonly otherRow: number;
  readonly otherVerbatim: string;
}

interface Repeats {
  readonly duplicates: number;
  readonly contradictions: readonly Contradiction[];
}

const key = 'metric_id, facet_id, level, dimension_id, period, subject_id';

/** Of rows about the same thing the first counts; one that says the same is a duplicate, another is refused. */
async function takeOutRepeats(client: ClientBase): Promise<Repeats> {
  if (!(await hasRepeats(client))) return { duplicates: 0, contradictions: [] };
  await client.query(
    `CREATE TEMPORARY TABLE repeated_observation ON COMMIT DROP AS
     SELECT s.ordinal, s."row", s."column", s.verbatim, s.first_row, s.first_verbatim,
       s.value IS NOT DISTINCT FROM s.first_value AND s.flag = s.first_flag
         OR s.value IS NULL AND (s.moved OR s.first_moved) AS same
     FROM (
       SELECT *, row_number() OVER w AS place, first_value("row") OVER w AS first_row,
         first_value(verbatim) OVER w AS first_verbatim, first_value(value) OVER w AS first_value,
         first_value(flag) OVER w AS first_flag, first_value(moved) OVER w AS first_moved
       FROM staged_observation
       WINDOW w AS (PARTITION BY ${key} ORDER BY (moved AND value IS NULL), ordinal)
     ) s WHERE s.place > 1`,
  );
  await client.query('DELETE FROM staged_observation s USING repeated_observation r WHERE r.ordinal = s.ordinal');
  const { rows } = await client.query<Contradiction>(
    `SELECT "row", "column", verbatim, first_row AS "otherRow", first_verbatim AS "otherVerbatim"
     FROM repeated_observation WHERE NOT same ORDER BY ordinal`,
  );
  const all = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM repeated_observation');
  return { duplicates: (all.rows[0]?.count ?? 0) - rows.length, contradictions: rows };
}

/** Most files have none, and a look costs a tenth of numbering every row. */
async function hasRepeats(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT (SELECT count(*) FROM staged_observation)
       > (SELECT count(*) FROM (SELECT DISTINCT ${key} FROM staged_observation) d) AS found`,
  );
  return rows[0]?.found === true;
}

function rejectContradictions(batch: ObservationBatch, contradictions: readonly Contradiction[]): RejectedRow[] {
  if (contradictions.length === 0) return [];
  const wanted = new Set(contradictions.map(({ row }) => row));
  const texts = new Map<number, string>();
  for (const { source } of batch.statements()) if (wanted.has(source.number)) texts.set(source.number, source.text);
  return contradictions.map(({ row, column, verbatim, otherRow, otherVerbatim }) => ({
    row,
    column,
    reason: `It says "${verbatim}" where row ${otherRow} says "${otherVerbatim}" of the same metric, unit, level, period and dimensions. Remove one of the two, or map a column that distinguishes them to a dimension or a level.`,
    original: texts.get(row) ?? '',
  }));
}

const slice = 'metric_id, facet_id, level, dimension_id, period';

const columns = 'value, metric_id, dimension_id, period, subject_id, release, facet_id, level, flag, verbatim, mark';

/** In the order of the primary key, so that a slice lies together on disk. */
const staged = (condition: string) => `
  SELECT value, metric_id, dimension_id, period, subject_id, $1::int, facet_id, level, flag, verbatim, mark
  FROM staged_observation
  WHERE (${slice}) ${condition} (SELECT ${slice} FROM observation_slice)
  ORDER BY ${key}`;

async function write(client: ClientBase, release: number): Promise<{ created: number; changed: number }> {
  await client.query('ANALYZE staged_observation');
  await checkReferences(client);
  // Rows of a slice that is new cannot meet others, and are written in half the time.
  const inserted = await client.query(`INSERT INTO observation (${columns}) ${staged('NOT IN')}`, [release]);
  const { rows } = await client.query<{ created: number; changed: number }>(
    `WITH written AS (
       INSERT INTO observation AS o (${columns}) ${staged('IN')}
       ON CONFLICT (${key}) DO UPDATE
         SET value = excluded.value, flag = excluded.flag, verbatim = excluded.verbatim, mark = excluded.mark,
           release = excluded.release
         WHERE o.value IS DISTINCT FROM excluded.value OR o.flag <> excluded.flag
       RETURNING xmax = 0 AS created
     )
     SELECT count(*) FILTER (WHERE created)::int AS created, count(*) FILTER (WHERE NOT created)::int AS changed
     FROM written`,
    [release],
  );
  const created = (inserted.rowCount ?? 0) + (rows[0]?.created ?? 0);
  const changed = rows[0]?.changed ?? 0;
  if (created + changed > 0) await countSlices(client);
  return { created, changed };
}

async function countSlices(client: ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO observation_slice AS s (${slice}, stated, valued, changed_in)
     SELECT ${slice}, count(*), count(value), max(release)
     FROM (SELECT DISTINCT ${slice} FROM staged_observation) t JOIN observation USING (${slice})
     GROUP BY ${slice}
     ON CONFLICT (${slice}) DO UPDATE
       SET stated = excluded.stated, valued = excluded.valued, changed_in = excluded.changed_in
       WHERE (s.stated, s.valued, s.changed_in) IS DISTINCT FROM (excluded.stated, excluded.valued, excluded.changed_in)`,
  );
}
