/**
 * Zip archives: of downloads, and as xlsx workbooks are. A reader of its own, because e-TERYT appends an HTML page of some
 * 50 KB behind the archive, because some writers use the zip64 forms for small files, too, and because sizes written in an
 * archive are claims: what is unpacked is counted. Offsets follow APPNOTE.TXT 6.3.10, 4.3.12, 4.3.14, 4.3.16 and 4.5.3.
 */
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { Inflate } from 'fflate';
import { RefusedFileError } from '#platform/errors.ts';

/** Deflate packs at most about 1 to 1,032: no piece that is unpacked at once is larger than some megabytes. */
const packedPiece = 8_192;
/** Unpacked in the background: each piece that goes to another thread and back costs some tenths of a millisecond. */
const packedStream = 65_536;
const streamedPiece = 262_144;
const inZip64 = 0xffff_ffff;
const endRecordLength = 22;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly unpackedSize: number;
  readonly offset: number;
}

export class ZipArchive {
  /** As messages call it: `zip archive`, `workbook`. */
  readonly #what: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #entries: ReadonlyMap<string, Entry>;
  /** Packed bytes that were given to unpacking. */
  consumed = 0;

  constructor(bytes: Uint8Array, what = 'zip archive') {
    this.#what = what;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#entries = readDirectory(bytes, this.#view);
    } catch (error) {
      if (error instanceof MissingDirectory) throw this.#cut();
      throw error instanceof RangeError || error instanceof BrokenArchive ? this.#damaged(error) : error;
    }
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Refuses an archive that unpacks to more than so many bytes, or whose entries are not as large as they say. */
  checkSizes(max: number): void {
    let total = 0;
    for (const entry of this.#entries.values()) {
      total += entry.unpackedSize;
      if (total > max) throw this.#tooLarge(max);
      const claimed = this.#view.getUint32(entry.offset + 22, true);
      if (claimed !== 0 && claimed !== inZip64 && claimed !== entry.unpackedSize) throw this.#damaged();
      for (const _ of this.#unpacked(entry, entry.unpackedSize));
    }
  }

  /** An entry as bytes, of which there are at most so many. */
  bytesOf(name: string, max: number): Uint8Array {
    const entry = this.#entryNamed(name);
    const pieces: Uint8Array[] = [];
    let crc = 0;
    for (const piece of this.#unpacked(entry, max, max)) {
      pieces.push(piece);
      crc = crc32(piece, crc);
    }
    if (crc !== entry.crc) throw this.#damaged();
    return Buffer.concat(pieces);
  }

  /** The text of an entry in UTF-8, in pieces. */
  *textOf(name: string, max: number): Generator<string> {
    const decoder = new TextDecoder();
    for (const piece of this.#unpacked(this.#entryNamed(name), max, max)) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  }

  /** The same, unpacked by a thread of Node's pool while what came before is read. */
  async *streamOf(name: string, max: number): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    const entry = this.#entryNamed(name);
    this.#refuseUnread(entry);
    let size = 0;
    for await (const piece of entry.method === 0 ? this.#packed(entry, packedStream) : this.#inflatedBehind(entry)) {
      size += piece.length;
      if (size > max) throw this.#tooLarge(max);
      yield decoder.decode(piece, { stream: true });
    }
    if (size !== entry.unpackedSize) throw this.#damaged();
    yield decoder.decode();
  }

  #entryNamed(name: string): Entry {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw this.#damaged();
    return entry;
  }

  #refuseUnread(entry: Entry): void {
    if (entry.isEncrypted) throw this.#encrypted(entry.name);
    if (entry.method !== 0 && entry.method !== 8) throw this.#otherMethod(entry);
  }

  /** What is more than `max` is too large, or else not what the entry claims. */
  *#unpacked(entry: Entry, max: number, limit?: number): Generator<Uint8Array> {
    this.#refuseUnread(entry);
    let size = 0;
    for (const piece of entry.method === 0 ? this.#packed(entry) : this.#inflated(entry)) {
      size += piece.length;
      if (size > max) throw limit === undefined ? this.#damaged() : this.#tooLarge(limit);
      yield piece;
    }
    if (size !== entry.unpackedSize) throw this.#damaged();
  }

  *#inflated(entry: Entry): Generator<Uint8Array> {
    let pieces: Uint8Array[] = [];
    const inflate = new Inflate((piece) => pieces.push(piece));
    try {
      for (const packed of this.#packed(entry)) {
        inflate.push(packed);
        yield* pieces;
        pieces = [];
      }
      inflate.push(new Uint8Array(), true);
    } catch (error) {
      throw error instanceof RefusedFileError ? error : this.#damaged(error);
    }
    yield* pieces;
  }

  async *#inflatedBehind(entry: Entry): AsyncGenerator<Uint8Array> {
    const inflate = createInflateRaw({ chunkSize: streamedPiece });
    // Its failures come with its pieces.
    pipeline(Readable.from(this.#packed(entry, packedStream)), inflate, () => undefined);
    try {
      yield* inflate as AsyncIterable<Uint8Array>;
    } catch (error) {
      throw error instanceof RefusedFileError ? error : this.#damaged(error);
    }
  }

  *#packed({ offset, packedSize }: Entry, pieceBytes = packedPiece): Generator<Uint8Array> {
    const view = this.#view;
    if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== 0x04034b50) throw this.#damaged();
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    const end = start + packedSize;
    if (end > this.#bytes.length) throw this.#damaged();
    for (let at = start; at < end; at += pieceBytes) {
      const piece = this.#bytes.subarray(at, Math.min(at + pieceBytes, end));
      this.consumed += piece.length;
      yield piece;
    }
  }

  #cut(): RefusedFileError {
    const message = `The ${this.#what} has no directory at its end: the download was cut off.`;
    return new RefusedFileError('TRUNCATED', message, 'Download it again.');
  }

  #damaged(cause?: unknown): RefusedFileError {
    const message = `The ${this.#what} is damaged: what it holds does not unpack to what its directory says.`;
    return new RefusedFileError('UNREADABLE', message, 'Download it again.', { cause });
  }

  #encrypted(name: string): RefusedFileError {
    const message = `${name} in the ${this.#what} is encrypted.`;
    return new RefusedFileError('UNREADABLE', message, 'Save or pack it without a password.');
  }

  #otherMethod({ name, method }: Entry): RefusedFileError {
    const message = `${name} in the ${this.#what} is packed with method ${method}, which is not read.`;
    return new RefusedFileError('UNREADABLE', message, 'Pack it as plain zip (deflate).');
  }

  #tooLarge(max: number): RefusedFileError {
    const message = `The ${this.#what} unpacks to more than ${Math.round(max / 1024 ** 2)} MiB.`;
    return new RefusedFileError('TOO_LARGE', message, 'Is it the right file?');
  }
}

class BrokenArchive extends Error {}
class MissingDirectory extends Error {}

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const { count, start } = findDirectory(view);
  const entries = new Map<string, Entry>();
  const decoder = new TextDecoder();
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new BrokenArchive();
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const name = decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength)).replace(/^\//, '');
    entries.set(name, readEntry(view, at, name, { at: at + 46 + nameLength, length: extraLength }));
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

interface Range {
  readonly at: number;
  readonly length: number;
}

function readEntry(view: DataView, at: number, name: string, extra: Range): Entry {
  let unpackedSize = view.getUint32(at + 24, true);
  let packedSize = view.getUint32(at + 20, true);
  let offset = view.getUint32(at + 42, true);
  let field = zip64Field(view, extra);
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
  const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
  const method = view.getUint16(at + 10, true);
  return { name, method, isEncrypted, crc: view.getUint32(at + 16, true), packedSize, unpackedSize, offset };
}

function zip64Field(view: DataView, { at: start, length }: Range): number | null {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === 0x0001) return at + 4;
  }
  return null;
}

/** The last end record whose directory lies right before it; whatever stands behind it is not the archive's. */
function findDirectory(view: DataView): { count: number; start: number } {
  for (let at = view.byteLength - endRecordLength; at >= 0; at -= 1) {
    if (view.getUint8(at) !== 0x50 || view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const start = view.getUint32(at + 16, true);
    if (count === 0xffff || start === inZip64) return zip64Directory(view, at);
    if (size + start === at || isZip64End(view, at, size + start)) return { count, start };
  }
  throw new MissingDirectory();
}

function zip64Directory(view: DataView, at: number): { count: number; start: number } {
  const end = Number(view.getBigUint64(at - 20 + 8, true));
  return { count: Number(view.getBigUint64(end + 32, true)), start: Number(view.getBigUint64(end + 48, true)) };
}

/** Between directory and end record stand the record and the locator of zip64, which some writers add for nothing. */
function isZip64End(view: DataView, at: number, end: number): boolean {
  return at >= 20 && view.getUint32(at - 20, true) === 0x07064b50 && end < at;
}
