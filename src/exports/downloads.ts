/** The files of a release: each dataset in each format, made when it is first wanted and kept. */
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { copyBinary, copyCsv, copyLines, inSnapshot } from './copy-out.ts';
import { lineSql, type TableRequest, tableSql } from './dataset-sql.ts';
import type { NamedTable } from './datasets/find.ts';
import type { Dataset } from './datasets/index.ts';
import type { KeptFile } from './kept-files.ts';
import type { OpenData } from './open-data.ts';
import { parquetStage } from './parquet/stage.ts';
import { csvLine } from './spreadsheet.ts';

export interface CsvOptions {
  /** Cells as they are, even where a spreadsheet takes them for formulas. */
  readonly isRaw: boolean;
  readonly hasPolishLabels: boolean;
  readonly hasBom: boolean;
}

const plainCsv: CsvOptions = { isRaw: false, hasPolishLabels: false, hasBom: false };

export async function downloadOf(
  data: OpenData,
  release: number,
  table: NamedTable,
  csv: CsvOptions = plainCsv,
): Promise<KeptFile> {
  const { dataset, format, isZipped } = table;
  const name = await nameOf(data, release, table, csv);
  if (isZipped) {
    const plain = await downloadOf(data, release, { ...table, isZipped: false }, csv);
    return data.files.get(`${name}.gz`, (target) => zip(plain, target));
  }
  const tables = await data.tables();
  return data.files.get(name, (target) =>
    inSnapshot(
      data.database,
      async (client) => {
        const request = { dataset, release, metric: table.metric };
        if (format === 'csv') return writeCsv(client, await csvSql(client, tables, request, csv), dataset, csv, target);
        if (format === 'parquet') {
          const stage = parquetStage(parquetColumns(dataset), 'binary');
          return copyBinary(client, await tableSql(client, tables, request, 'binary'), target, stage);
        }
        const lines = await lineSql(client, tables, request, format);
        if (format === 'geojson') target.write('{"type":"FeatureCollection","features":[\n');
        const rows = await copyLines(client, lines, target);
        if (format === 'geojson') target.write(']}\n');
        return rows;
      },
      release,
    ),
  );
}

/** The same without making it: null where nobody wanted it yet. */
export async function knownDownload(data: OpenData, release: number, table: NamedTable): Promise<KeptFile | null> {
  return data.files.find(await nameOf(data, release, table, plainCsv));
}

async function nameOf(
  data: OpenData,
  release: number,
  { dataset, format, metric }: NamedTable,
  csv: CsvOptions,
): Promise<string> {
  const variant = format === 'csv' ? variantOf(csv) : '';
  const base = metric === undefined ? dataset.name : `${dataset.name}/${Buffer.from(metric).toString('hex')}`;
  return `${await data.folderOf(release)}/${base}${variant}.${format}`;
}

function variantOf({ isRaw, hasPolishLabels, hasBom }: CsvOptions): string {
  return `${isRaw ? '.raw' : ''}${hasPolishLabels ? '.pl' : ''}${hasBom ? '.bom' : ''}`;
}

const csvSql = (
  client: pg.ClientBase,
  tables: Awaited<ReturnType<OpenData['tables']>>,
  request: TableRequest,
  { isRaw }: CsvOptions,
): Promise<string> => tableSql(client, tables, request, isRaw ? 'plain' : 'guarded');

function writeCsv(
  client: pg.ClientBase,
  sql: string,
  { columns }: Dataset,
  { hasPolishLabels, hasBom }: CsvOptions,
  target: Writable,
): Promise<number> {
  const labels = Object.entries(columns).map(([name, [, , polish]]) => (hasPolishLabels ? polish : name));
  target.write(`${hasBom ? '\uFEFF' : ''}${csvLine(labels)}`);
  return copyCsv(client, sql, target);
}

function parquetColumns({ columns, primaryKey }: Dataset) {
  return Object.entries(columns).map(([name, [type]]) => ({ name, type, isRequired: primaryKey.includes(name) }));
}

async function zip({ open, rows }: KeptFile, target: Writable): Promise<number | null> {
  await pipeline(open(), createGzip({ level: 6 }), target, { end: false });
  return rows;
}
