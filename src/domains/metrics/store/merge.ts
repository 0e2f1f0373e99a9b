/** Takes the values that one source states into the hub, all at once. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import type { ColumnOf } from '#platform/database/copy.ts';
import { execute, executeCount } from '#platform/database/index.ts';
import type { ImportCounts, RejectedRow } from '#platform/releases/model.ts';
import { cachedRegistry } from '#registry';
import { type Level, levelNumbers } from '../levels.ts';
import type { FacetDefinition, MetricDefinition } from '../model.ts';
import { checkReferences } from './check-references.ts';
import { DimensionIds } from './dimension-ids.ts';
import { SubjectFinder } from './find-subject.ts';
import { observationKey, sliceKey } from './keys.ts';
import { loadOtherSubjects } from './other-subjects.ts';
import { readMetricReference } from './read-metric-reference.ts';
import { type Contradiction, takeOutRepeats } from './repeats.ts';
import { type Statement, stage } from './stage.ts';
import { staging } from './staged-table.ts';
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
  const context = { definitions, finder: new SubjectFinder(registry, others), subjects, dimensions };
  const { records, rejected } = await stage(client, context, batch.statements(), (done) =>
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
  await execute(
    client,
    staging
      .updateTable('staged_observation as s')
      .from('metric as m')
      .set({ level: levelNumbers.GMINA, moved: true })
      .where(({ eb }) => eb('s.subject_id', '=', sql<number>`ANY(${cities}::int[])`))
      .where('s.level', '=', levelNumbers.POWIAT)
      .whereRef('m.id', '=', 's.metric_id')
      .where('m.city_levels', '=', 'ONE'),
  );
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

/** In the order of the primary key, so that a slice lies together on disk. */
function stagedRows(release: number, where: 'in' | 'not in') {
  return staging
    .selectFrom('staged_observation')
    .select(['value', 'metric_id', 'dimension_id', 'period', 'subject_id', sql<number>`${release}::int`.as('release')])
    .select(['facet_id', 'level', 'flag', 'verbatim', 'mark'])
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple(...sliceKey),
        where,
        selectFrom('observation_slice')
          .select(sliceKey)
          .$asTuple(...sliceKey),
      ),
    )
    .orderBy(sql.join(observationKey.map((name) => sql.ref(name))));
}

const columns = [
  'value',
  'metric_id',
  'dimension_id',
  'period',
  'subject_id',
  'release',
  'facet_id',
  'level',
  'flag',
  'verbatim',
  'mark',
] as const satisfies readonly ColumnOf<'observation'>[];

async function write(client: ClientBase, release: number): Promise<{ created: number; changed: number }> {
  await client.query('ANALYZE staged_observation');
  await checkReferences(client);
  // Rows of a slice that is new cannot meet others, and are written in half the time.
  const inserted = await executeCount(
    client,
    staging.insertInto('observation').columns(columns).expression(stagedRows(release, 'not in')),
  );
  const [written] = await execute(client, upsertKnown(release));
  const created = inserted + (written?.created ?? 0);
  const changed = written?.changed ?? 0;
  if (created + changed > 0) await countSlices(client);
  return { created, changed };
}

/** Rows of slices that are there already, with how many were new and how many other than before. */
function upsertKnown(release: number) {
  const upsert = staging
    .insertInto('observation')
    .columns(columns)
    .expression(stagedRows(release, 'in'))
    .onConflict((conflict) =>
      conflict
        .columns(observationKey)
        .doUpdateSet(({ ref }) => ({
          value: ref('excluded.value'),
          flag: ref('excluded.flag'),
          verbatim: ref('excluded.verbatim'),
          mark: ref('excluded.mark'),
          release: ref('excluded.release'),
        }))
        .where(({ eb, or, ref }) =>
          or([
            eb('observation.value', 'is distinct from', ref('excluded.value')),
            eb('observation.flag', '<>', ref('excluded.flag')),
          ]),
        ),
    )
    .returning(sql<boolean>`observation.xmax = 0`.as('created'));
  return staging
    .with('written', () => upsert)
    .selectFrom('written')
    .select(({ fn, cast }) => [
      cast<number>(fn.countAll().filterWhere('created', '=', true), 'integer').as('created'),
      cast<number>(fn.countAll().filterWhere('created', '=', false), 'integer').as('changed'),
    ]);
}

async function countSlices(client: ClientBase): Promise<void> {
  const touched = staging.selectFrom('staged_observation').distinct().select(sliceKey);
  const inSlice = sliceKey.map((name) => `o.${name}` as const);
  await execute(
    client,
    staging
      .insertInto('observation_slice')
      .columns([...sliceKey, 'stated', 'valued', 'changed_in'])
      .expression(
        staging
          .selectFrom(touched.as('t'))
          .innerJoin('observation as o', (join) =>
            sliceKey.reduce((on, name) => on.onRef(`o.${name}`, '=', `t.${name}`), join),
          )
          .select(inSlice)
          .select(({ fn }) => [
            fn.countAll<number>().as('stated'),
            fn.count<number>('o.value').as('valued'),
            fn.max('o.release').as('changed_in'),
          ])
          .groupBy(inSlice),
      )
      .onConflict((conflict) =>
        conflict
          .columns(sliceKey)
          .doUpdateSet(({ ref }) => ({
            stated: ref('excluded.stated'),
            valued: ref('excluded.valued'),
            changed_in: ref('excluded.changed_in'),
          }))
          .where(({ eb, or, ref }) =>
            or(
              (['stated', 'valued', 'changed_in'] as const).map((name) =>
                eb(`observation_slice.${name}`, 'is distinct from', ref(`excluded.${name}`)),
              ),
            ),
          ),
      ),
  );
}
