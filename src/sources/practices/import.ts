/** `npm run import -- practices <file>`: practices, calls, events and living labs, in the hub's own format. */
import { decodeText } from '#formats/decode.ts';
import { readContent } from '#formats/open.ts';
import type { SourceDescription } from '#platform/releases/model.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { dayOfList } from '../day.ts';
import { describeFile, unstated } from '../describe.ts';
import type { Importer, ImportJob, ImportReport, InputFile } from '../import.ts';
import { readPracticesTable } from './csv.ts';
import { type PracticesFile, readJson } from './read.ts';
import { takePractices } from './take.ts';

export const practicesImporter: Importer = {
  name: 'practices',
  summary:
    'practices, projects of documents, calls, events and living labs (JSON, or a table for plain lists of practices; docs/practices.md)',
  run: importPractices,
};

async function importPractices(job: ImportJob): Promise<ImportReport> {
  const { database, file, progress, note, dryRun } = job;
  progress.stage('reading');
  const read = readPractices(file);
  const asOf = dayOfList({ ...job, asOf: job.asOf ?? read.asOf }, { properties: read.properties });
  progress.stage('comparing with what is known');
  let rejectedRows = read.rejected;
  const published = await publishChange(
    database,
    describeFile(job, describeSource(file, read, asOf)),
    async ({ client, release, source }) => {
      const outcome = await takePractices({ client, release, sourceId: source.id, day: asOf }, read);
      rejectedRows = outcome.rejectedRows;
      return outcome;
    },
    {
      note,
      dryRun,
      isWhole: job.isWhole,
      signal: job.signal,
      movesDay: true,
      onWait: () => progress.stage('waiting for another import to end'),
    },
  );
  return {
    ...published.counts,
    release: published.release,
    asOf,
    format: read.format,
    rejectedRows,
    differences: published.result,
  };
}

function readPractices(file: InputFile): PracticesFile {
  return readContent(file, form, ({ bytes, name, kind }) => {
    if (kind !== 'text') return readPracticesTable({ bytes, name });
    const { text, isLossy } = decodeText(bytes);
    // The format is one object; a bare list of objects is a plain one.
    const isFormat = /^\s*[[{]/.test(text) && !/^\s*\[\s*\{/.test(text);
    return isFormat ? readJson(text, isLossy) : readPracticesTable({ bytes, name });
  });
}

const form = { what: 'a file of practices', hint: 'docs/practices.md shows the format.' };

export function describeSource(
  { name, sha256 }: Pick<InputFile, 'name' | 'sha256'>,
  { source }: PracticesFile,
  asOf: string,
): SourceDescription {
  return {
    kind: 'practices',
    name: source?.name ?? 'Practices, calls and events',
    publisher: source?.publisher ?? unstated.publisher,
    url: source?.url ?? unstated.url,
    fileName: name,
    sha256,
    asOf,
    licence: source?.licence ?? unstated.licence,
  };
}
