/** The rows of a table while others work: where there are cores to spare, a large one is read in a thread of its own. */
import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { RefusedFileError } from '#platform/errors.ts';
import type { FromReader, ToReader } from './reader-messages.ts';
import type { TableFile, TableRow, TableSource } from './table.ts';

/** To start a thread takes as long as to read some thousand rows. */
const minBytes = 512 * 1024;
/** PostgreSQL takes one, the main thread another; with none left a thread only takes more memory and turns. */
const minCores = 4;

function paysThread({ source }: TableFile): boolean {
  return source !== null && source.bytes.length >= minBytes && availableParallelism() >= minCores;
}

/** Of the thread: what it reads ahead, and the texts of a workbook, packed, are outside of it. */
const memory = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 };

export class TableBatches {
  readonly #table: TableFile;
  #thread: ReaderThread | null = null;
  #position = 0;

  constructor(table: TableFile, inThread = paysThread(table)) {
    this.#table = table;
    if (inThread && table.source !== null) this.#thread = new ReaderThread(table.source);
  }

  /** Bytes of the file that are read. */
  get position(): number {
    return this.#thread === null ? this.#table.position() : this.#position;
  }

  async *of(sheet: number): AsyncGenerator<readonly TableRow[]> {
    if (this.#thread === null) {
      const read = this.#table.sheets[sheet];
      if (read?.stream !== undefined) return yield* read.stream();
      for (const rows of read?.rows() ?? []) {
        // Reading itself waits for nothing: whoever wants to stop it, or to be shown how far it is, gets a turn here.
        await nextTurn();
        yield rows;
      }
      return;
    }
    for await (const { rows, position } of this.#thread.read(sheet)) {
      this.#position = position;
      yield rows;
    }
  }

  async close(): Promise<void> {
    this.#table.close();
    await this.#thread?.end();
  }
}

type Batch = Extract<FromReader, { readonly kind: 'rows' }>;

class ReaderThread {
  readonly #worker: Worker;
  #arrived: FromReader[] = [];
  #failure: Error | null = null;
  #wake: () => void = () => undefined;

  constructor(source: TableSource) {
    this.#worker = new Worker(new URL('./reader-thread.ts', import.meta.url), {
      workerData: source,
      resourceLimits: memory,
    });
    this.#worker.on('message', (message: FromReader) => this.#take(message));
    this.#worker.on('error', (error: Error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The thread that read the file ended before it was done')));
  }

  async *read(sheet: number): AsyncGenerator<Batch> {
    this.#send({ kind: 'read', sheet });
    for (;;) {
      const message = await this.#next();
      if (message.kind === 'end') return;
      if (message.kind === 'refused') throw refusalOf(message);
      yield message;
      this.#send({ kind: 'taken' });
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #next(): Promise<FromReader> {
    while (this.#arrived.length === 0) {
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#arrived.shift() as FromReader;
  }

  #send(message: ToReader): void {
    this.#worker.postMessage(message);
  }

  #take(message: FromReader): void {
    this.#arrived.push(message);
    this.#wake();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wake();
  }
}

function refusalOf({ reason, message, hint }: Extract<FromReader, { readonly kind: 'refused' }>): RefusedFileError {
  return new RefusedFileError(reason, message, hint);
}
