/** Encodes Parquet in a thread of its own, so that requests are answered meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { ParquetEncoder } from './encoder.ts';
import type { RowFormat } from './rows.ts';
import type { ParquetColumn } from './schema.ts';

const { columns, format } = workerData as { columns: readonly ParquetColumn[]; format: RowFormat };
const encoder = new ParquetEncoder(columns, format);

parentPort?.on('message', (chunk: Uint8Array | null) => {
  const bytes = chunk === null ? encoder.end() : encoder.add(chunk);
  parentPort?.postMessage(bytes, [bytes.buffer]);
  if (chunk === null) parentPort?.close();
});
