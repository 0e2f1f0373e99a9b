/** `npm run import -- boundaries <geojson>`: boundaries of units at any level, joined to the registry. */
import { RefusedFileError } from '#platform/errors.ts';
import type { ImportCounts, RejectedRow, SourceDescription } from '#platform/releases/model.ts';
import { type ChangeContext, type ChangeOutcome, publishChange } from '#platform/releases/publish.ts';
import {
  type BoundaryOfUnit,
  moveBoundaries,
  type PlannedBoundaries,
  planBoundaries,
  writeBoundaries,
} from '#registry';
import { describeFile, unstated } from '../describe.ts';
import type { DifferenceGroup, Importer, ImportJob, ImportReport } from '../import.ts';
import { type AsOf, determineAsOf } from './as-of.ts';
import { type BoundaryFile, type ReadFeature, readBoundaryFile } from './read.ts';

export const boundariesImporter: Importer = {
  name: 'boundaries',
  summary: 'boundaries of territorial units (GeoJSON in WGS 84; joined by TERC or name)',
  run: (job) => publishBoundaries(job, (description) => description),
};

interface Outcome {
  readonly plan: PlannedBoundaries;
  readonly rejectedRows: readonly RejectedRow[];
}

/** `describe` completes what is known of the source by the file alone. */
export async function publishBoundaries(
  job: ImportJob,
  describe: (description: SourceDescription) => SourceDescription,
): Promise<ImportReport> {
  const { database, progress, note, dryRun, signal } = job;
  const file = await readBoundaryFile(job.file, job);
  if (file.features.length === 0) {
    throw new RefusedFileError('EMPTY', 'The file has no features.', 'Give a FeatureCollection of boundaries.');
  }
  // A file of which too much cannot be read is refused before its day is looked for.
  refuseManyRejects(file, faultsOf(file));
  progress.stage('finding the units');
  const asOf = await determineAsOf(job, file);
  const { release, counts, result } = await publishChange(
    database,
    describe(describeSource(job, file, asOf)),
    (change) => takeIn(job, file, asOf, change),
    { note, dryRun, signal, movesDay: true, onWait: () => progress.stage('waiting for another import to end') },
  );
  return {
    ...counts,
    release,
    asOf: asOf.day,
    format: asOf.isSaid ? file.format : `${file.format}, its day derived from its codes`,
    rejectedRows: result.rejectedRows,
    differences: [group('created', result.plan.created), group('changed', result.plan.changed)],
  };
}

async function takeIn(
  { progress }: ImportJob,
  file: BoundaryFile,
  { day, isSaid }: AsOf,
  { client, release, source, movedFrom }: ChangeContext,
): Promise<ChangeOutcome<Outcome>> {
  const boundaries = file.features.flatMap(({ boundary }) => boundary ?? []);
  const { level } = file;
  if (movedFrom !== null) await moveBoundaries(client, { sourceId: source.id, from: movedFrom, to: day, release });
  const plan = await planBoundaries(client, { asOf: day, isDaySaid: isSaid, level, boundaries }, source.id, release);
  const rejectedRows = [...faultsOf(file), ...unjoined(file, plan)].toSorted((a, b) => a.row - b.row);
  refuseManyRejects(file, rejectedRows);
  progress.stage('writing boundaries', plan.rows.length);
  await writeBoundaries(client, plan, (written) => progress.done(written));
  const changed = plan.rows.length > 0;
  return {
    changed,
    stored: changed,
    rejectedRows,
    counts: countsOf(file, plan, rejectedRows),
    result: { plan, rejectedRows },
  };
}

function countsOf({ features }: BoundaryFile, plan: PlannedBoundaries, rejected: readonly RejectedRow[]): ImportCounts {
  return {
    records: features.length,
    created: plan.created.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    closed: 0,
    duplicates: plan.duplicates,
    rejected: rejected.length,
  };
}

function faultsOf({ features }: BoundaryFile): RejectedRow[] {
  return features.flatMap(({ row, fault, original }) =>
    fault === null ? [] : [{ row, column: fault.column, reason: fault.message, original }],
  );
}

function unjoined({ features }: BoundaryFile, { rejected }: PlannedBoundaries): RejectedRow[] {
  return rejected.map((unit) => ({ ...unit, original: (features[unit.row - 1] as ReadFeature).original }));
}

const maxRejected = 0.2;
const shownReasons = 3;

/** Most of a file of boundaries that belongs to this registry can be joined; otherwise it is something else. */
function refuseManyRejects({ features }: BoundaryFile, rejected: readonly RejectedRow[]): void {
  if (rejected.length <= features.length * maxRejected) return;
  const misplaced = features.filter(({ fault }) => fault?.kind === 'COORDINATES').length;
  const isMisplaced = misplaced > rejected.length / 2;
  const shown = isMisplaced ? 1 : shownReasons;
  const examples = rejected.slice(0, shown).map(({ row, reason }) => `row ${row}: ${reason}`);
  throw new RefusedFileError(
    isMisplaced ? 'OTHER_COORDINATES' : 'TOO_MANY_REJECTS',
    `${rejected.length} of ${features.length} boundaries cannot be taken, more than 20 %: ${examples.join(' ')}`,
    isMisplaced ? '' : 'Fix the file, or load the TERC register of its year first.',
  );
}

function describeSource(job: ImportJob, { properties }: BoundaryFile, { day }: AsOf): SourceDescription {
  const name = 'Boundaries of territorial units (granice jednostek podziału terytorialnego)';
  return describeFile(job, { kind: 'boundaries', name, ...unstated, asOf: day }, properties);
}

function group(name: string, boundaries: readonly BoundaryOfUnit[]): DifferenceGroup {
  return { name, lines: boundaries.map(({ terc, name: unit, level }) => `${terc} ${unit} (${level})`) };
}
