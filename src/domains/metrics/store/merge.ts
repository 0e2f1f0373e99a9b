/** Takes the values that one source states into the hub, all at once. */
import type { ClientBase } from 'pg';
import type { ImportCounts, RejectedRow } from '#platform/releases/model.ts';
import { cachedRegistry } from '#registry';
import { keepEditorialTexts } from '../editorial/definitions.ts';
import { keepEditorialValues } from '../editorial/observations.ts';
import type { Level } from '../levels.ts';
import type { FacetDefinition, MetricDefinition } from '../model.ts';
import { DimensionIds } from './dimension-ids.ts';
import { SubjectFinder } from './find-subject.ts';
import { loadOtherSubjects } from './other-subjects.ts';
import { readMetricReference } from './read-metric-reference.ts';
import { type Contradiction, takeOutRepeats } from './repeats.ts';
import { type Statement, stage } from './stage.ts';
import { SubjectIds } from './subjects.ts';
import { writeDefinitions } from './write-definitions.ts';
import { writeStaged } from './write-staged.ts';

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
  const texts = batch.keepKnown ? noTexts(batch) : await keepEditorialTexts(client, batch.metrics);
  const definitions = await writeDefinitions(client, known, { ...batch, metrics: texts.kept }, release);
  const subjects = new SubjectIds(known, registry);
  const dimensions = new DimensionIds(known);
  // Enough to sort a million staged rows in memory; the default of 4 MB is not.
  await client.query("SET LOCAL work_mem = '160MB'");
  const others = await loadOtherSubjects(client, batch.levels ?? new Set(), () => batch.statements());
  const context = { definitions, finder: new SubjectFinder(registry, others), subjects, dimensions };
  const { records, rejected, mayRepeat } = await stage(client, context, batch.statements(), (done) =>
    batch.onProgress?.('reading', done),
  );
  await subjects.write(client);
  await dimensions.write(client);
  batch.onProgress?.('writing', records);
  const repeats = mayRepeat ? await takeOutRepeats(client) : { duplicates: 0, contradictions: [] };
  const contradictions = rejectContradictions(batch, repeats.contradictions);
  const isNews = (await keepEditorialValues(client)) || texts.isNews;
  const { created, changed } = await writeStaged(client, release);
  const counts = {
    records,
    created,
    changed,
    unchanged: records - rejected.length - contradictions.length - repeats.duplicates - created - changed,
    closed: 0,
    duplicates: repeats.duplicates,
    rejected: rejected.length + contradictions.length,
  };
  const all = [...rejected, ...contradictions].toSorted((a, b) => a.row - b.row);
  return { changed: definitions.changed || created + changed > 0 || isNews, counts, rejected: all };
}

const noTexts = ({ metrics }: ObservationBatch) => ({ kept: metrics, isNews: false });

/** The statements themselves are read again: nearly no file has any that contradict each other. */
function rejectContradictions(batch: ObservationBatch, contradictions: readonly Contradiction[]): RejectedRow[] {
  if (contradictions.length === 0) return [];
  const wanted = new Set(contradictions.flatMap(({ ordinal, otherOrdinal }) => [ordinal, otherOrdinal]));
  const stated = new Map<number, Extract<Statement, { kind: 'value' }>>();
  let read = 0;
  for (const statement of batch.statements()) {
    read += 1;
    if (wanted.has(read) && statement.kind === 'value') stated.set(read, statement);
  }
  return contradictions.flatMap(({ ordinal, otherOrdinal }) => {
    const [one, other] = [stated.get(ordinal), stated.get(otherOrdinal)];
    return one === undefined || other === undefined ? [] : [contradicting(one, other)];
  });
}

function contradicting(
  { value, source }: Extract<Statement, { kind: 'value' }>,
  other: Extract<Statement, { kind: 'value' }>,
): RejectedRow {
  return {
    row: source.number,
    column: value.column,
    reason: `It says "${value.verbatim}" where row ${other.source.number} says "${other.value.verbatim}" of the same metric, unit, level, period and dimensions. Remove one of the two, or map a column that distinguishes them to a dimension or a level.`,
    original: source.text,
  };
}
