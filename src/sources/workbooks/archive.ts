/**
 * The zip archive that an xlsx workbook is, unpacked as a stream: a sheet of 100,000 rows has hundreds of megabytes.
 * Offsets follow APPNOTE.TXT 6.3.10, 4.3.12, 4.3.14 and 4.5.3; some writers use the zip64 forms for small files, too.
 */
import { Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { RefusedFileError } from '#platform/errors.ts';

const chunkBytes = 65_536;
/** Sizes in an archive are claims; what is unpacked is counted. */
const maximalUnpacked = 4 * 1024 ** 3;
const inZip64 = 0xffff_ffff;

interface Entry {
  readonly method: number;
  readonly packedSize: number;
  readonly unpackedSize: number;
  readonly offset: number;
}

export class Archive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #entries: ReadonlyMap<string, Entry>;
  /** Packed bytes that were given to unpacking. */
  consumed = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#entries = readDirectory(bytes, this.#view);
    } catch (error) {
      throw error instanceof RangeError ? damaged(error) : error;
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Refuses an archive that unpacks to more than so many bytes, or whose entries are not as large as they say. */
  checkSizes(most: number): void {
    let total = 0;
    for (const entry of this.#entries.values()) {
      total += entry.unpackedSize;
      if (total > most) {
        const mebibytes = Math.round(most / 1024 ** 2);
        const message = `The workbook unpacks to more than ${mebibytes} MiB.`;
        throw new RefusedFileError('TOO_LARGE', message, 'Is it the right file?');
      }
      if (this.#sizeOf(entry) !== entry.unpackedSize) throw damaged();
    }
  }

  /** Unpacks no more than the entry claims, and a byte. */
  #sizeOf(entry: Entry): number {
    const claimed = this.#view.getUint32(entry.offset + 22, true);
    if (claimed !== 0 && claimed !== inZip64 && claimed !== entry.unpackedSize) throw damaged();
    const packed = Buffer.concat([...this.#packed(entry)]);
    if (entry.method === 0) return packed.length;
    try {
      return inflateRawSync(packed, { maxOutputLength: entry.unpackedSize + 1 }).length;
    } catch (error) {
      throw damaged(error);
    }
  }

  /** The text of an entry, in pieces. */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw damaged();
    const decoder = new TextDecoder();
    let unpacked = 0;
    for await (const piece of this.#unpacked(entry)) {
      unpacked += piece.length;
      if (unpacked > maximalUnpacked) throw tooLarge(name);
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder.decode();
  }

  async *#unpacked(entry: Entry): AsyncGenerator<Uint8Array> {
    if (entry.method === 0) {
      yield* this.#packed(entry);
      return;
    }
    if (entry.method !== 8) throw damaged();
    const source = Readable.from(this.#packed(entry), { objectMode: false });
    const inflate = createInflateRaw({ chunkSize: chunkBytes });
    source.on('error', (error) => inflate.destroy(error));
    try {
      yield* source.pipe(inflate) as AsyncIterable<Buffer>;
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code?.startsWith('Z_') ? damaged(error) : error;
    } finally {
      source.destroy();
      inflate.destroy();
    }
  }

  *#packed({ offset, packedSize }: Entry): Generator<Uint8Array> {
    const view = this.#view;
    if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== 0x04034b50) throw damaged();
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    const end = start + packedSize;
    if (end > this.#bytes.length) throw damaged();
    for (let at = start; at < end; at += chunkBytes) {
      const chunk = this.#bytes.subarray(at, Math.min(at + chunkBytes, end));
      this.consumed += chunk.length;
      yield chunk;
    }
  }
}

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const { count, start } = findDirectory(view);
  const entries = new Map<string, Entry>();
  const decoder = new TextDecoder();
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw damaged();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ];
    const name = decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if ((view.getUint16(at + 8, true) & 1) === 1) throw encrypted();
    entries.set(name.replace(/^\//, ''), readEntry(view, at, at + 46 + nameLength, extraLength));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

function readEntry(view: DataView, at: number, extraAt: number, extraLength: number): Entry {
  let unpackedSize = view.getUint32(at + 24, true);
  let packedSize = view.getUint32(at + 20, true);
  let offset = view.getUint32(at + 42, true);
  let field = zip64Field(view, extraAt, extraLength);
  if (field !== null) {
    if (unpackedSize === inZip64) {
      unpackedSize = Number(view.getBigUint64(field, true));
      field += 8;
    }
    if (packedSize === inZip64) {
      packedSize = Number(view.getBigUint64(field, true));
      field += 8;
    }
    if (offset === inZip64) offset = Number(view.getBigUint64(field, true));
  }
  return { method: view.getUint16(at + 10, true), packedSize, unpackedSize, offset };
}

function zip64Field(view: DataView, start: number, length: number): number | null {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 0x0001) return at + 4;
  }
  return null;
}

function findDirectory(view: DataView): { count: number; start: number } {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const start = view.getUint32(at + 16, true);
    if (count !== 0xffff && start !== inZip64) return { count, start };
    const end = Number(view.getBigUint64(at - 20 + 8, true));
    return { count: Number(view.getBigUint64(end + 32, true)), start: Number(view.getBigUint64(end + 48, true)) };
  }
  throw new RefusedFileError(
    'TRUNCATED',
    'The workbook has no directory at its end: the download was cut off.',
    'Download it again.',
  );
}

const damaged = (cause?: unknown): RefusedFileError =>
  new RefusedFileError('UNREADABLE', 'The workbook is damaged: its parts do not unpack.', 'Download it again.', {
    cause,
  });

const encrypted = (): RefusedFileError =>
  new RefusedFileError('UNREADABLE', 'The workbook is encrypted.', 'Save it without a password.');

const tooLarge = (name: string): RefusedFileError =>
  new RefusedFileError('TOO_LARGE', `${name} in the workbook unpacks to more than 4 GiB.`, 'Is it the right file?');
