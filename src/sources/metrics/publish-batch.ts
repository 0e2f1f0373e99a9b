/** What every importer of observations does once it has read its file. */
import { type BatchOutcome, mergeObservations, type ObservationBatch } from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';
import type { SourceDescription } from '#platform/releases/model.ts';
import { publishChange } from '#platform/releases/publish.ts';
import type { ImportJob, ImportReport } from '../import.ts';

/** A file with more is not the file it is taken for. */
const maximalRejects = 100_000;

export async function publishBatch(
  job: ImportJob,
  source: SourceDescription,
  batch: ObservationBatch,
  format: string,
): Promise<ImportReport> {
  const { database, progress, note, dryRun, signal, isSelected } = job;
  progress.stage('reading');
  const published = await publishChange<BatchOutcome>(
    database,
    source,
    async ({ client, release }) => {
      const outcome = await mergeObservations(client, watched(batch, job), release);
      refuseIfWrongFile(outcome);
      const { counts, changed, rejected } = outcome;
      return { counts, changed, stored: changed, rejectedRows: rejected, result: outcome };
    },
    { note, dryRun, signal, isSelected, onWait: () => progress.stage('waiting for another import to end') },
  );
  return {
    ...published.counts,
    release: published.release,
    asOf: source.asOf,
    format,
    rejectedRows: published.result.rejected,
    differences: [],
  };
}

function watched(batch: ObservationBatch, { progress }: ImportJob): ObservationBatch {
  let shown = '';
  return {
    ...batch,
    onProgress(stage, records) {
      if (stage !== shown) progress.stage(stage);
      shown = stage;
      progress.done(records);
    },
  };
}

function refuseIfWrongFile({ counts, rejected }: BatchOutcome): void {
  if (counts.records === 0) throw new RefusedFileError('EMPTY', 'The file states no value.', 'Is it the right file?');
  if (counts.rejected < counts.records && counts.rejected <= maximalRejects) return;
  const first = rejected[0];
  throw new RefusedFileError(
    'TOO_MANY_REJECTS',
    `${counts.rejected} of ${counts.records} values cannot be taken; the first, in row ${first?.row}: ${first?.reason}`,
    'Nothing was written.',
  );
}
