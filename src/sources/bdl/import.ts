/** `npm run import -- bdl <file>`: exports and API answers of the Local Data Bank (BDL) of Statistics Poland. */
import { decodeText } from '#formats/decode.ts';
import { storableJson } from '#formats/json.ts';
import { readContent } from '#formats/open.ts';
import { readTextTables, type TextRow, type TextTable } from '#formats/text-table.ts';
import { parsePeriod } from '#metrics';
import { RefusedFileError } from '#platform/errors.ts';
import { describeFile } from '../describe.ts';
import type { Importer, ImportJob, ImportReport } from '../import.ts';
import { dayOf } from '../metrics/as-of.ts';
import { publishBatch } from '../metrics/publish-batch.ts';
import { readApiAnswer } from './api-answer.ts';
import { readCrossTable } from './cross-table.ts';
import type { BdlExport } from './export.ts';
import { bdlFacet } from './known-metrics.ts';
import { isLongForm, readLongForm } from './long-form.ts';

export const bdlImporter: Importer = {
  name: 'bdl',
  summary: 'the Local Data Bank: cross-table (CTAB) and long-form (CREL) tables, API answers (json)',
  run: importBdl,
};

async function importBdl(job: ImportJob): Promise<ImportReport> {
  job.progress.stage('opening');
  const read = readExport(job);
  return publishExport(job, read);
}

function publishExport(job: ImportJob, read: BdlExport): Promise<ImportReport> {
  const asOf = job.asOf ?? dayOf(read.latestPeriod, job.today);
  const { publisher, url, licence } = bdlFacet;
  const source = describeFile(job, { kind: 'bdl', name: read.facetName, publisher, url, asOf, licence });
  const batch = {
    metrics: read.metrics,
    facet: { ...bdlFacet, code: read.facetCode, name: read.facetName },
    keepKnown: true,
    statements: () => read.statements(),
  };
  return publishBatch(job, source, batch, read.format);
}

function readExport({ file, asOf }: ImportJob): BdlExport {
  return readContent(file, form, (content) => {
    const text = content.kind === 'text' ? decodeText(content.bytes).text : '';
    if (/^\s*[[{]/.test(text)) return readApiAnswer(storableJson(text));
    return readTextTables(content, form, (tables) => readTables(tables, { file, asOf }));
  });
}

const form = {
  what: 'an export of the Local Data Bank',
  hint: 'Export it as csv (CTAB or CREL), or save an answer of the API as JSON.',
};

function readTables(tables: readonly TextTable[], { file, asOf }: Pick<ImportJob, 'file' | 'asOf'>): BdlExport {
  const { table, header } = tableIn(tables);
  const hints = { fileName: file.name, period: asOf === undefined ? null : parsePeriod(asOf.slice(0, 4)) };
  return isLongForm(header) ? readLongForm(table, header, hints) : readCrossTable(table, header, hints);
}

interface FoundTable {
  readonly table: TextTable;
  readonly header: TextRow;
}

/** In a workbook the data stand on one of several sheets. */
function tableIn(tables: readonly TextTable[]): FoundTable {
  for (const table of tables) {
    const header = headerOf(table.rows());
    if (header !== null) return { table, header };
  }
  throw new RefusedFileError(
    'UNKNOWN_FORMAT',
    'The file is no export of the Local Data Bank: no heading begins with "Kod".',
    'Export it as csv (CTAB or CREL), or load it as "metrics" with a mapping.',
  );
}

const longestPreamble = 20;

/** The heading begins with the column of codes; notes may stand before it. */
function headerOf(rows: Iterable<TextRow>): TextRow | null {
  let seen = 0;
  for (const row of rows) {
    if (/^kod( nts| teryt)?$/i.test(row.cells[0]?.trim() ?? '') && row.cells.length > 2) return row;
    seen += 1;
    if (seen > longestPreamble) break;
  }
  return null;
}
