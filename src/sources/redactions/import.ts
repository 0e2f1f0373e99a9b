/** `npm run import -- redactions <csv>`: contracts and names of natural persons whom no answer may name any more. */
import { type NamedBytes, readTable } from '#formats/open.ts';
import { faultOf, headedTable } from '#formats/records.ts';
import { type DayClues, statedDay } from '#formats/stated-day.ts';
import { type Cell, cellText, type TableFile } from '#formats/table.ts';
import { RefusedFileError } from '#platform/errors.ts';
import type { RejectedRow, SourceDescription } from '#platform/releases/model.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { addRedactions, type GivenRedaction, nameRedactionOf } from '#projects';
import { foldName } from '#registry';
import { dayOfList } from '../day.ts';
import { describeFile } from '../describe.ts';
import { personalColumns } from '../eu-projects/personal-columns.ts';
import type { Importer, ImportJob, ImportReport } from '../import.ts';

export const redactionsImporter: Importer = {
  name: 'redactions',
  summary: 'persons whom no answer may name, by contract number or name (docs/redactions-template.md)',
  run: importRedactions,
};

/** One word would be taken out of half the texts; no name has more than some. */
const wordsOfName = { fewest: 2, max: 12 };
const longestContract = 100;

async function importRedactions(job: ImportJob): Promise<ImportReport> {
  const { database, progress, note, dryRun, signal, today } = job;
  progress.stage('reading');
  const { format, records, duplicates, given, rejected, clues } = readRedactions(job.file);
  // No list replaces another: what is to be taken out is taken out, whatever the day of the list.
  const stated = statedDay({ ...clues, fileName: job.file.name }) ?? today;
  const asOf = dayOfList({ ...job, asOf: job.asOf ?? (stated < today ? stated : today) });
  const published = await publishChange(
    database,
    describeSource(job, asOf),
    async ({ client, release, source }) => {
      progress.stage('removing names');
      const swept = await addRedactions(client, given, { sourceId: source.id, release, today, personalColumns });
      const unchanged = given.length - swept.created;
      const changes = swept.projects + swept.problems + swept.states > 0;
      const counts = { records, created: swept.created, changed: 0, unchanged, duplicates, closed: 0 };
      return {
        changed: changes,
        stored: changes || swept.created > 0,
        rejectedRows: rejected,
        counts: { ...counts, rejected: rejected.length },
        result: swept,
      };
    },
    { note, dryRun, signal, movesDay: true, onWait: () => progress.stage('waiting for another import to end') },
  );
  const lines = [`${published.result.projects} projects, ${published.result.problems} listed problems`];
  return {
    ...published.counts,
    release: published.release,
    asOf,
    format,
    rejectedRows: rejected,
    differences: published.release === null && !dryRun ? [] : [{ name: 'names taken out of', lines }],
  };
}

const headings = {
  contract: ['contract number', 'contract', 'numer umowy', 'numer umowy/decyzji'],
  name: ['name', 'imie i nazwisko', 'nazwa'],
};

interface ReadRedactions {
  readonly format: string;
  readonly records: number;
  readonly duplicates: number;
  readonly given: readonly GivenRedaction[];
  readonly rejected: readonly RejectedRow[];
  readonly clues: Omit<DayClues, 'fileName'>;
}

const shape = {
  what: 'a list of redactions',
  hint: 'Its header has contract_number, name or both; docs/redactions-template.md describes it.',
};

function readRedactions(file: NamedBytes): ReadRedactions {
  return readTable(file, { ...shape, recognise: [isHeader] }, redactionsIn);
}

function redactionsIn(table: TableFile): ReadRedactions {
  const headed = headedTable(table, isHeader);
  if (headed === null)
    throw new RefusedFileError('UNKNOWN_FORMAT', 'The file is not a list of redactions.', shape.hint);
  const read = cellsUnder(headed.headings);
  const rows = [...headed.rows()];
  const given = new Map<string, GivenRedaction>();
  const rejected: RejectedRow[] = [];
  for (const row of rows) {
    const { number, cells } = row;
    const redaction = { contractNumber: read('contract', cells), name: read('name', cells) };
    const reason = faultOf(row, headed.headings)?.reason ?? faultIn(redaction);
    // What such a row holds may be a name: it is kept nowhere.
    if (reason !== null) rejected.push({ row: number, column: null, reason, original: '' });
    else given.set(JSON.stringify([redaction.contractNumber, nameRedactionOf(redaction.name ?? '').key]), redaction);
  }
  return {
    format: table.format,
    records: rows.length,
    duplicates: rows.length - rejected.length - given.size,
    given: [...given.values()],
    rejected,
    clues: { preamble: headed.preamble, properties: table.properties },
  };
}

function placesOf(header: readonly string[]): Record<keyof typeof headings, number> {
  const folded = header.map((cell) => foldName(cell).replaceAll('_', ' '));
  const columnOf = (kind: keyof typeof headings): number => folded.findIndex((cell) => headings[kind].includes(cell));
  return { contract: columnOf('contract'), name: columnOf('name') };
}

function isHeader(header: readonly string[]): boolean {
  return Object.values(placesOf(header)).some((place) => place >= 0);
}

function cellsUnder(header: readonly string[]) {
  const places = placesOf(header);
  return (kind: keyof typeof headings, cells: readonly Cell[]): string | null =>
    cellText(cells[places[kind]]).trim() || null;
}

function faultIn({ contractNumber, name }: GivenRedaction): string | null {
  if (contractNumber === null && name === null) return 'Neither a contract number nor a name stands in the row.';
  if (contractNumber !== null && contractNumber.length > longestContract) return 'The contract number is too long.';
  if (name === null) return null;
  const { words } = nameRedactionOf(name);
  if (words < wordsOfName.fewest) {
    return 'A single word would be taken out of many texts: give the first name and the surname, or the contract number.';
  }
  return words > wordsOfName.max ? `A name has at most ${wordsOfName.max} words.` : null;
}

function describeSource(job: ImportJob, asOf: string): SourceDescription {
  const known = {
    kind: 'redactions',
    name: 'Redactions of personal data',
    publisher: 'The operator of this hub',
    url: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj',
    asOf,
    licence: 'Not published',
  };
  // Neither the name of the file nor what is in it is published.
  return { ...describeFile(job, known), fileName: 'redactions.csv' };
}
