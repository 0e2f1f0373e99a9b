import { crc32, inflateRawSync } from 'node:zlib';
import { RefusedFileError } from '#platform/errors.ts';

/*
 * A reader of its own, because e-TERYT appends an HTML page of some 50 KB behind the archive, which general readers take
 * for damage, and because sizes written in an archive are claims: the unpacked size is bounded while unpacking.
 * Offsets follow APPNOTE.TXT 6.3.10, 4.3.12 and 4.3.16.
 */

const MAX_ENTRIES = 100;
const END_RECORD = 22;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  readonly offset: number;
}

export interface ZippedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Unpacks the entries that `choose` names, in that order. `maxBytes` bounds all of them together. */
export function readZip(bytes: Uint8Array, maxBytes: number, choose: (names: string[]) => string[]): ZippedFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(bytes, view);
  let left = maxBytes;
  return choose([...entries.keys()]).map((name) => {
    const unpacked = unpack(entries.get(name) as Entry, bytes, view, left);
    left -= unpacked.length;
    return { name, bytes: unpacked };
  });
}

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, Entry> {
  const end = findEndRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) {
    throw new RefusedFileError(
      'TOO_LARGE',
      `The zip archive holds ${count} files; at most ${MAX_ENTRIES} are read.`,
      'Load the TERC file alone.',
    );
  }
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw damaged();
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.set(name, readEntry(view, at, name));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function readEntry(view: DataView, at: number, name: string): Entry {
  return {
    name,
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedSize: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  };
}

/** The last end record whose directory lies right before it; whatever stands behind it is not the archive's. */
function findEndRecord(view: DataView): number {
  for (let at = view.byteLength - END_RECORD; at >= 0; at--) {
    if (view.getUint8(at) !== 0x50 || view.getUint32(at, true) !== 0x06054b50) continue;
    if (view.getUint32(at + 12, true) + view.getUint32(at + 16, true) === at) return at;
  }
  const mend = 'Download it again and compare the size with the one shown on eteryt.stat.gov.pl.';
  throw new RefusedFileError(
    'TRUNCATED',
    'The zip archive has no directory at its end: the download was cut off.',
    mend,
  );
}

function unpack(entry: Entry, bytes: Uint8Array, view: DataView, maxBytes: number): Uint8Array {
  if (entry.encrypted) {
    throw new RefusedFileError(
      'UNREADABLE',
      `${entry.name} in the zip archive is encrypted.`,
      'Unpack it and load the csv or xml inside.',
    );
  }
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50) throw damaged();
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packedSize);
  const unpacked = entry.method === 0 ? packed : entry.method === 8 ? inflate(packed, maxBytes) : null;
  if (unpacked === null) {
    throw new RefusedFileError(
      'UNREADABLE',
      `${entry.name} is packed with method ${entry.method}, which is not read.`,
      'Pack it as plain zip (deflate).',
    );
  }
  if (unpacked.length > maxBytes) throw bomb(maxBytes);
  if (crc32(unpacked) !== entry.crc) throw damaged();
  return unpacked;
}

function inflate(packed: Uint8Array, maxBytes: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(maxBytes, 1) });
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? bomb(maxBytes) : damaged(cause);
  }
}

const bomb = (maxBytes: number) =>
  new RefusedFileError(
    'TOO_LARGE',
    `The zip archive unpacks to more than ${maxBytes} bytes.`,
    'Load the TERC file alone: it has about 1 MB.',
  );

const damaged = (cause?: unknown) =>
  new RefusedFileError(
    'UNREADABLE',
    'The zip archive is damaged: what it holds does not match its directory.',
    'Download it again.',
    { cause },
  );
