/** A thread that reads the sheets of a table for the main one: see table-batches.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { RefusedFileError } from '#platform/errors.ts';
import { openCsvAgain } from './csv.ts';
import type { FromReader, ToReader } from './reader-messages.ts';
import type { TableSource } from './table.ts';
import { openXlsx } from './xlsx.ts';

if (parentPort === null) throw new Error('This file is the code of a worker thread');
const port = parentPort;
const source = workerData as TableSource;
/** Batches that nobody has taken yet: each may have a megabyte, in both threads. */
const maxAhead = 4;

const table = source.kind === 'xlsx' ? openXlsx(source.bytes, source.options) : openCsvAgain(source);
let ahead = 0;
let wake: () => void = () => undefined;

const send = (message: FromReader): void => port.postMessage(message);

async function read(sheet: number): Promise<void> {
  for (const rows of table.sheets[sheet]?.rows() ?? []) {
    while (ahead >= maxAhead) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    ahead += 1;
    send({ kind: 'rows', rows, position: table.position() });
  }
  send({ kind: 'end' });
}

port.on('message', (message: ToReader) => {
  if (message.kind === 'taken') {
    ahead -= 1;
    wake();
    return;
  }
  read(message.sheet).catch((error: unknown) => {
    if (!(error instanceof RefusedFileError)) throw error;
    const { reason, message: text, hint } = error;
    send({ kind: 'refused', reason, message: text, hint });
  });
});
