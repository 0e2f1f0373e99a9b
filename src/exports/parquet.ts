/** A stage between COPY and a file that turns text into Parquet, in a thread of its own. */
import { Transform } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { ParquetColumn } from './parquet-table.ts';

/** Of the thread: a group of rows and its pages fit several times. */
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };

export function parquetStage(columns: readonly ParquetColumn[]): Transform {
  const worker = new Worker(new URL('./parquet-worker.ts', import.meta.url), {
    workerData: columns,
    resourceLimits: memory,
  });
  let answered: (error: Error | null, bytes?: Uint8Array) => void = () => undefined;
  worker.on('message', (bytes: Uint8Array) => answered(null, bytes));
  worker.on('error', (error: Error) => answered(error));
  const ask = (chunk: Buffer | null, done: (error: Error | null, bytes?: Uint8Array) => void): void => {
    answered = (error, bytes) => (error === null && bytes?.length === 0 ? done(null) : done(error, bytes));
    worker.postMessage(chunk);
  };
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => ask(chunk, done),
    flush: (done) => ask(null, done),
    destroy(error, done) {
      answered = () => undefined;
      worker.terminate().then(
        () => done(error),
        () => done(error),
      );
    },
  });
}
