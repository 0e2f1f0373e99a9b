/** The bytes of an export, made while they are sent. */
import { pipeline, Readable, type Writable } from 'node:stream';
import { pipeline as pipelineAsync } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { parquetStage } from '#exports/parquet/stage.ts';
import { rowsOf } from '#exports/query/rows.ts';
import { rowWriter } from '#exports/query/write.ts';
import type { PreparedExport } from './prepare.ts';
import type { ExportPage } from './walk.ts';

/** Counts the rows that were written. */
export interface RowCount {
  rows: number;
}

async function* textOf(
  { plan, request }: PreparedExport,
  pages: AsyncIterable<ExportPage>,
  count: RowCount,
): AsyncGenerator<string, void, undefined> {
  const writer = rowWriter(request.format, plan.columns, request.csv);
  if (writer.head !== '') yield writer.head;
  for await (const { entries } of pages) {
    const rows = entries.flatMap((entry) => rowsOf(entry, plan.cells, plan.columns));
    count.rows += rows.length;
    if (rows.length > 0) yield rows.map((row) => writer.line(row)).join('');
  }
}

/** Whoever destroys what is returned ends the walk. */
export function bytesOf(
  prepared: PreparedExport,
  pages: AsyncIterable<ExportPage>,
  isZipped: boolean,
  done: (error: Error | null) => void,
): Readable {
  const { plan, request } = prepared;
  const text = Readable.from(textOf(prepared, pages, { rows: 0 }), { objectMode: false });
  const columns = plan.columns.map((column) => ({ ...column, isRequired: false }));
  if (request.format === 'parquet')
    return pipeline(text, parquetStage(columns, 'text'), (error) => done(error ?? null));
  if (isZipped) return pipeline(text, createGzip({ level: 4 }), (error) => done(error ?? null));
  text.once('close', () => done(text.errored));
  return text;
}

/** The same into a file. */
export async function writeExport(
  prepared: PreparedExport,
  pages: AsyncIterable<ExportPage>,
  count: RowCount,
  target: Writable,
): Promise<void> {
  const { plan, request } = prepared;
  const text = Readable.from(textOf(prepared, pages, count), { objectMode: false });
  const columns = plan.columns.map((column) => ({ ...column, isRequired: false }));
  if (request.format === 'parquet') await pipelineAsync(text, parquetStage(columns, 'text'), target, { end: false });
  else await pipelineAsync(text, target, { end: false });
}
