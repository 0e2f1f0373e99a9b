/** Encodes Parquet in a thread of its own, so that requests are answered meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ParquetColumn, ParquetTable } from './parquet-table.ts';

const table = new ParquetTable(workerData as readonly ParquetColumn[]);

parentPort?.on('message', (chunk: Uint8Array | null) => {
  const bytes = chunk === null ? table.end() : table.add(chunk);
  parentPort?.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
  if (chunk === null) parentPort?.close();
});
