import { gunzipSync } from 'node:zlib';
import { RefusedFileError } from '#platform/errors.ts';
import { readZip } from './zip.ts';

/** The official file is 1 MB as XML; ten times the country still fits many times over. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 128 * 1024 * 1024;

/** One document that may hold the register, and the containers it came in (`zip/`, `gzip/`, or nothing). */
export interface Content {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly container: string;
}

const CSV_OR_XML = 'Load the csv or xml file that eteryt.stat.gov.pl offers under TERC (urzędowy).';

const signatures: readonly { bytes: readonly number[]; what: string; mend: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document', mend: CSV_OR_XML },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel or Word file', mend: 'Save the sheet as CSV UTF-8.' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive', mend: 'Unpack it and load the csv or xml inside.' },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: 'a RAR archive', mend: 'Unpack it and load the csv or xml inside.' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58], what: 'an xz archive', mend: 'Unpack it and load the csv or xml inside.' },
  { bytes: [0x42, 0x5a, 0x68], what: 'a bzip2 archive', mend: 'Unpack it and load the csv or xml inside.' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture', mend: CSV_OR_XML },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture', mend: CSV_OR_XML },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file', mend: CSV_OR_XML },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: 'an SQLite database', mend: CSV_OR_XML },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], what: 'a rich text document', mend: CSV_OR_XML },
];

const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, i) => bytes[i] === byte);

/** Takes the file out of its zip or gzip; what cannot be a register is refused by its first bytes. */
export function contentsOf(bytes: Uint8Array, name: string, container = ''): Content[] {
  const limit = container === '' ? MAX_FILE_BYTES : MAX_UNPACKED_BYTES;
  if (bytes.length > limit) throw tooLarge(bytes.length, limit);
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) return fromZip(bytes, container);
  if (startsWith(bytes, [0x1f, 0x8b])) return contentsOf(gunzip(bytes), name, nested(container, 'gzip/'));
  const known = signatures.find((signature) => startsWith(bytes, signature.bytes));
  if (known)
    throw new RefusedFileError('UNKNOWN_FORMAT', `The file is ${known.what}, not a TERC register.`, known.mend);
  return [{ bytes, name, container }];
}

function nested(container: string, next: string): string {
  if (container !== '')
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      'An archive inside an archive is not opened.',
      'Unpack the outer one first.',
    );
  return next;
}

function fromZip(bytes: Uint8Array, container: string): Content[] {
  const inside = nested(container, 'zip/');
  const files = readZip(bytes, MAX_UNPACKED_BYTES, (names) => {
    refuseOfficeDocument(names);
    return names.filter(mayHoldTerc).sort((a, b) => preference(a) - preference(b));
  });
  if (files.length === 0) {
    throw new RefusedFileError('UNKNOWN_FORMAT', 'The zip archive holds no csv, xml or json file.', CSV_OR_XML);
  }
  return files.flatMap((file) => contentsOf(file.bytes, file.name, inside));
}

function refuseOfficeDocument(names: readonly string[]): void {
  const office = names.some((name) => name === '[Content_Types].xml' || name === 'mimetype' || name.startsWith('xl/'));
  if (!office) return;
  const mend = 'Save the sheet as CSV UTF-8; set the code columns to text first, or leading zeros are lost.';
  throw new RefusedFileError(
    'UNKNOWN_FORMAT',
    'The file is an office document (xlsx, docx, ods), not a TERC register.',
    mend,
  );
}

const mayHoldTerc = (name: string) =>
  /\.(csv|txt|tsv|tab|xml|json|ndjson|jsonl)$/i.test(name) && !name.includes('__MACOSX');

/** A collection of downloads may hold the address variant and other catalogues beside the official register. */
function preference(name: string): number {
  const official = /urz[eę]d/i.test(name) ? 0 : /terc/i.test(name) && !/adres/i.test(name) ? 10 : 20;
  return official + (/\.xml$/i.test(name) ? 1 : 0);
}

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(null, MAX_UNPACKED_BYTES);
    if (code === 'Z_BUF_ERROR') {
      throw new RefusedFileError('TRUNCATED', 'The gzip file ends before its end.', 'Download it again.', { cause });
    }
    throw new RefusedFileError('UNREADABLE', 'The gzip file is damaged.', 'Download it again.', { cause });
  }
}

function tooLarge(size: number | null, limit: number): RefusedFileError {
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  const what = size === null ? 'The unpacked file is larger' : `The file has ${megabytes(size)} MB; that is more`;
  return new RefusedFileError(
    'TOO_LARGE',
    `${what} than the ${megabytes(limit)} MB that are read.`,
    'A TERC register has about 1 MB: load that file.',
  );
}
