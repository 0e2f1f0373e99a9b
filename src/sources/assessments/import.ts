/** `npm run import -- assessments <csv>`: self-assessments, improvement actions and certificates of offices. */
import { mergeAssessments, type StatedRow } from '#metrics';
import { findOffices, type OfficeDirectory } from '#offices';
import { RefusedFileError } from '#platform/errors.ts';
import type { RejectedRow, SourceDescription } from '#platform/releases/model.ts';
import { type ChangeContext, type ChangeOutcome, publishChange } from '#platform/releases/publish.ts';
import type { Importer, ImportJob, ImportReport } from '../import.ts';
import { readCsv } from '../tables/csv.ts';
import type { Table, TableRow } from '../tables/table.ts';
import { type Cells, type Column, columns, RowFault, readRow } from './row.ts';

export const assessmentsImporter: Importer = {
  name: 'assessments',
  summary: 'assessments, actions and certificates by the template in docs/assessments-template.md (csv)',
  run: importAssessments,
};

async function importAssessments(job: ImportJob): Promise<ImportReport> {
  const { database, file, progress, note, dryRun, signal } = job;
  progress.stage('reading');
  const table = readCsv(file.bytes);
  const asOf = job.asOf ?? job.today;
  const published = await publishChange(database, describeSource(job, asOf), (context) => change(context, table), {
    note,
    dryRun,
    signal,
    onWait: () => progress.stage('waiting for another import to end'),
  });
  return {
    ...published.counts,
    release: published.release,
    asOf,
    format: table.format,
    rejectedRows: published.result,
    differences: [],
  };
}

function describeSource({ file }: ImportJob, asOf: string): SourceDescription {
  return {
    kind: 'assessments',
    name: 'Self-assessments of offices',
    publisher: 'The offices',
    url: '',
    fileName: file.name,
    sha256: file.sha256,
    asOf,
    licence: 'As agreed with the offices',
  };
}

async function change({ client, release, source }: ChangeContext, table: Table): Promise<ChangeOutcome<RejectedRow[]>> {
  const offices = await findOffices(client);
  const taken = takeRows(table, offices);
  const merged = await mergeAssessments(client, taken.rows, source.id, release);
  const isChanged = merged.created + merged.changed > 0;
  return {
    counts: {
      records: taken.records,
      ...merged,
      closed: 0,
      duplicates: taken.duplicates,
      rejected: taken.rejected.length,
    },
    rejectedRows: taken.rejected,
    changed: isChanged,
    stored: isChanged,
    result: taken.rejected,
  };
}

interface Taken {
  readonly rows: StatedRow[];
  readonly rejected: RejectedRow[];
  records: number;
  duplicates: number;
}

function takeRows(table: Table, offices: OfficeDirectory): Taken {
  const [header, ...rest] = table.rows();
  const cellsOf = layoutOf(header);
  const taken: Taken = { rows: [], rejected: [], records: 0, duplicates: 0 };
  const seen = new Seen();
  for (const row of rest) {
    taken.records += 1;
    try {
      const stated = readRow(cellsOf(row), offices);
      if (seen.isRepeat(stated, row.number)) taken.duplicates += 1;
      else taken.rows.push(stated);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      taken.rejected.push({ row: row.number, column: error.column, reason: error.message, original: row.text });
    }
  }
  return taken;
}

function layoutOf(header: TableRow | undefined): (row: TableRow) => Cells {
  const names = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  if (!names.includes('record') || !['office', 'nip', 'regon'].some((name) => names.includes(name))) {
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      'The file is not the template for assessments: its header lacks "record" and a column that names the office.',
      'See docs/assessments-template.md.',
    );
  }
  const places = new Map<Column, number>(columns.map((column) => [column, names.indexOf(column)]));
  return (row) => (column) => row.cells[places.get(column) ?? -1]?.trim() ?? '';
}

/** Of rows about the same thing the first counts. */
class Seen {
  readonly #first = new Map<string, { readonly text: string; readonly row: number }>();

  isRepeat(stated: StatedRow, row: number): boolean {
    if (stated.kind === 'score')
      this.#check(`head ${stated.assessment.id}`, JSON.stringify(stated.assessment), row, 'validated');
    const [key, column] = keyOf(stated);
    return this.#check(key, JSON.stringify(stated), row, column);
  }

  #check(key: string, text: string, row: number, column: Column): boolean {
    const first = this.#first.get(key);
    if (first === undefined) this.#first.set(key, { text, row });
    else if (first.text !== text) throw new RowFault(column, `It contradicts row ${first.row}. Remove one of the two.`);
    return first !== undefined;
  }
}

function keyOf(stated: StatedRow): [key: string, column: Column] {
  if (stated.kind === 'score') return [`score ${stated.assessment.id} ${stated.score.criterion}`, 'score'];
  if (stated.kind === 'action') return [`action ${stated.action.id}`, 'state'];
  return [`certification ${stated.certification.id}`, 'valid_to'];
}
