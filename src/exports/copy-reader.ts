/**
 * COPY out of PostgreSQL into few buffers that are used again and again. Each row comes as a message of its own: made into
 * an object each, a million rows cost more time and memory than all that is done with them.
 */
import type pg from 'pg';

/** The bytes may be overwritten once the promise is kept. */
export type WriteBytes = (bytes: Buffer) => Promise<void>;

const bufferBytes = 256 * 1024;
/** A code and a length, which counts itself (PostgreSQL, "Message Formats"). */
const headerBytes = 5;
const code = { copyData: 0x64, copyDone: 0x63, error: 0x45 } as const;

export class CopyReader implements pg.Submittable {
  readonly text: string;
  readonly rows: Promise<number>;
  readonly #write: WriteBytes;
  #settle: { resolve: (rows: number) => void; reject: (error: unknown) => void };
  #connection: pg.Connection | undefined;
  /** What pg itself does with what arrives. */
  #former: ((chunk: Buffer) => void) | undefined;
  #filling: Buffer = Buffer.allocUnsafe(bufferBytes);
  #spare: Buffer | undefined = Buffer.allocUnsafe(bufferBytes);
  #length = 0;
  /** The part of a header that has come. */
  #header = Buffer.alloc(headerBytes);
  #headerLength = 0;
  /** Of the message that is being read. */
  #left = 0;
  #isData = false;
  #rest: Buffer = Buffer.alloc(0);
  #writing: Promise<void> = Promise.resolve();

  constructor(text: string, write: WriteBytes) {
    this.text = text;
    this.#write = write;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.rows = promise;
    this.#settle = { resolve, reject };
  }

  submit(connection: pg.Connection): void {
    this.#connection = connection;
    const { stream } = connection;
    [this.#former] = stream.listeners('data') as [(chunk: Buffer) => void];
    stream.removeListener('data', this.#former);
    stream.on('data', this.#onData);
    connection.query(this.text);
  }

  handleError(error: Error): void {
    this.#detach();
    this.#settle.reject(error);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const rows = Number(/^COPY (\d+)/.exec(text)?.[1] ?? 0);
    this.#writing.then(
      () => this.#settle.resolve(rows),
      (error: unknown) => this.#settle.reject(error),
    );
  }

  handleReadyForQuery(): void {}

  /** Whoever takes the rows cannot go on, and may never call back for what was written last. */
  stop(error: unknown): void {
    this.#fail(error);
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#read(this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]));
  };

  /** As far as there is room; the rest waits until a buffer is written. */
  #read(chunk: Buffer): void {
    this.#rest = chunk.subarray(0, 0);
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        at = this.#readHeader(chunk, at);
        if (this.#headerLength < headerBytes) return;
        if (this.#begin(chunk, at)) return;
        continue;
      }
      const end = Math.min(at + this.#left, chunk.length);
      if (this.#isData && !this.#keep(chunk, at, end)) {
        this.#rest = chunk.subarray(at);
        this.#connection?.stream.pause();
        return;
      }
      this.#left -= end - at;
      at = end;
    }
  }

  #readHeader(chunk: Buffer, start: number): number {
    if (this.#headerLength === headerBytes) this.#headerLength = 0;
    let at = start;
    while (at < chunk.length && this.#headerLength < headerBytes) this.#header[this.#headerLength++] = chunk[at++] ?? 0;
    return at;
  }

  /** True: pg itself reads on, from the end of the rows or from an error. */
  #begin(chunk: Buffer, at: number): boolean {
    const [kind] = this.#header;
    this.#left = this.#header.readInt32BE(1) - 4;
    this.#isData = kind === code.copyData;
    if (kind !== code.copyDone && kind !== code.error) return false;
    const isDone = kind === code.copyDone;
    this.#left = 0;
    const own = isDone ? chunk.subarray(at) : Buffer.concat([this.#header, chunk.subarray(at)]);
    if (isDone) this.#flush();
    const former = this.#detach();
    former?.(own);
    return true;
  }

  #keep(chunk: Buffer, start: number, end: number): boolean {
    if (this.#length + end - start > bufferBytes) {
      if (this.#spare === undefined) return false;
      this.#flush();
    }
    // Larger than a buffer: a row of its own.
    if (end - start > bufferBytes) this.#queue(Buffer.from(chunk.subarray(start, end)), undefined);
    else this.#length += chunk.copy(this.#filling, this.#length, start, end);
    return true;
  }

  #flush(): void {
    if (this.#length === 0) return;
    const full = this.#filling;
    this.#queue(full.subarray(0, this.#length), full);
    this.#filling = this.#spare ?? Buffer.allocUnsafe(bufferBytes);
    this.#spare = undefined;
    this.#length = 0;
  }

  #queue(bytes: Buffer, buffer: Buffer | undefined): void {
    this.#writing = this.#writing.then(() => this.#write(bytes));
    this.#writing.then(
      () => {
        if (buffer === undefined) return;
        this.#spare = buffer;
        this.#proceed();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #proceed(): void {
    if (this.#rest.length > 0) this.#read(this.#rest);
    if (this.#rest.length === 0) this.#connection?.stream.resume();
  }

  /** PostgreSQL stops only when the connection ends. */
  #fail(error: unknown): void {
    this.#settle.reject(error);
    if (this.#former === undefined) return;
    const stream = this.#connection?.stream;
    this.#detach();
    stream?.destroy();
  }

  #detach(): ((chunk: Buffer) => void) | undefined {
    const former = this.#former;
    const stream = this.#connection?.stream;
    if (former === undefined || stream === undefined) return undefined;
    this.#former = undefined;
    stream.removeListener('data', this.#onData);
    stream.on('data', former);
    return former;
  }
}
