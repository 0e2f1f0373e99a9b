/** The encoder in a thread of its own. */
import { Worker } from 'node:worker_threads';
import type { RowFormat } from './rows.ts';
import type { ParquetColumn } from './schema.ts';

/** Of the thread: a group of rows and its pages fit several times. */
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };
/** Chunks that the thread has not yet answered: it works while the next ones are read. */
const maxWaiting = 4;

type Done = (error?: Error | null) => void;

export class WorkerEncoder {
  readonly #worker: Worker;
  #waiting = 0;
  /** Called when no more than so many chunks wait. */
  #proceed: { readonly at: number; readonly done: Done } | undefined;

  constructor(
    columns: readonly ParquetColumn[],
    format: RowFormat,
    on: { readonly bytes: (bytes: Uint8Array) => void; readonly error: Done },
  ) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { columns, format },
      resourceLimits: memory,
    });
    this.#worker.on('message', (bytes: Uint8Array) => {
      this.#waiting -= 1;
      on.bytes(bytes);
      this.#settle();
    });
    this.#worker.on('error', (error: Error) => {
      const done = this.#proceed?.done ?? on.error;
      this.#proceed = undefined;
      done(error);
    });
  }

  add(chunk: Buffer, done: Done): void {
    this.#send(chunk, maxWaiting, done);
  }

  end(done: Done): void {
    this.#send(null, 0, done);
  }

  async stop(): Promise<void> {
    this.#proceed = undefined;
    await this.#worker.terminate();
  }

  #send(chunk: Buffer | null, at: number, done: Done): void {
    this.#waiting += 1;
    this.#worker.postMessage(chunk);
    this.#proceed = { at, done };
    this.#settle();
  }

  #settle(): void {
    if (this.#proceed === undefined || this.#waiting > this.#proceed.at) return;
    const { done } = this.#proceed;
    this.#proceed = undefined;
    done();
  }
}
