/** The documents in a file: itself, or what its zip or gzip holds; what no source can read is refused by its first bytes. */
import { gunzipSync } from 'node:zlib';
import { RefusedFileError } from '#platform/errors.ts';
import { ZipArchive } from './zip.ts';

/** One document, and the containers it came in (`zip/`, `gzip/`, or nothing). */
export interface Content {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly container: string;
  readonly kind: 'xlsx' | 'xls' | 'text';
}

export interface ContentOptions {
  /** What the file should be, in messages: `the TERC register`. */
  readonly what: string;
  /** What to load instead of a picture or an archive that is not opened. */
  readonly hint: string;
  readonly maxBytes?: number;
  readonly maxUnpackedBytes?: number;
  /** Which of the documents in an archive is tried first; smaller first. */
  readonly preference?: (name: string) => number;
}

/** The largest official list has less than half of this. */
const maxFileBytes = 256 * 1024 * 1024;
const maxEntries = 100;

interface Signature {
  readonly bytes: readonly number[];
  readonly what: string;
}

const signatures: readonly Signature[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive' },
  { bytes: [0x52, 0x61, 0x72, 0x21], what: 'a RAR archive' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58], what: 'an xz archive' },
  { bytes: [0x42, 0x5a, 0x68], what: 'a bzip2 archive' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'a zstd archive' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG picture' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG picture' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: 'an SQLite database' },
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], what: 'a rich text document' },
];

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

export function contentsOf(bytes: Uint8Array, name: string, options: ContentOptions, container = ''): Content[] {
  refuseIfLarge(bytes, options, container);
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) {
    return fromZip(bytes, name, options, container);
  }
  if (startsWith(bytes, [0x1f, 0x8b])) {
    const inside = nested(container, 'gzip/');
    return contentsOf(gunzip(bytes, options), name.replace(/\.gz$/i, ''), options, inside);
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return [{ bytes, name, container, kind: 'xls' }];
  const known = signatures.find((signature) => startsWith(bytes, signature.bytes));
  if (known !== undefined) throw notTheFile(known.what, options);
  if (isBinary(bytes)) throw notTheFile('binary', options);
  return [{ bytes, name, container, kind: 'text' }];
}

function refuseIfLarge(bytes: Uint8Array, options: ContentOptions, container: string): void {
  const { maxBytes = maxFileBytes, maxUnpackedBytes = maxFileBytes } = options;
  const limit = container === '' ? maxBytes : maxUnpackedBytes;
  if (bytes.length > limit) throw tooLarge(bytes.length, limit, options);
}

function notTheFile(what: string, { what: wanted, hint }: ContentOptions): RefusedFileError {
  const message = `The file is ${what}, neither a workbook nor text, and so not ${wanted}.`;
  return new RefusedFileError('UNKNOWN_FORMAT', message, hint);
}

/** Text has hardly any control characters, and UTF-16 has a zero in every second byte at most. */
function isBinary(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 1_000);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  let [zeros, controls] = [0, 0];
  start.forEach((byte) => {
    if (byte === 0) zeros += 1;
    // Tab, line feed, form feed, carriage return, and the record separator of GeoJSON sequences.
    else if (byte < 32 && ![9, 10, 12, 13, 30].includes(byte)) controls += 1;
  });
  const few = start.length / 20;
  if (controls > few) return true;
  return !isUtf16 && zeros > few && !(zeros > start.length / 4 && zeros <= start.length / 2 + 1);
}

function nested(container: string, next: string): string {
  if (container === '') return next;
  const message = 'An archive inside an archive is not opened.';
  throw new RefusedFileError('UNKNOWN_FORMAT', message, 'Unpack the outer one first.');
}

function fromZip(bytes: Uint8Array, name: string, options: ContentOptions, container: string): Content[] {
  const archive = new ZipArchive(bytes, /\.(xlsx|xlsm)$/i.test(name) ? 'workbook' : 'zip archive');
  const { names } = archive;
  if (names.includes('xl/workbook.xml')) return [{ bytes, name, container, kind: 'xlsx' }];
  refuseOtherDocument(names);
  const inside = nested(container, 'zip/');
  if (names.length > maxEntries) throw tooManyFiles(names.length, options);
  const { preference = () => 0, maxUnpackedBytes = maxFileBytes } = options;
  const chosen = names.filter(mayHoldTable).toSorted((a, b) => preference(a) - preference(b));
  if (chosen.length === 0) throw nothingInside(names, options);
  let left = maxUnpackedBytes;
  return chosen.flatMap((entry) => {
    const unpacked = archive.bytesOf(entry, left);
    left -= unpacked.length;
    return contentsOf(unpacked, entry, options, inside);
  });
}

const mayHoldTable = (name: string): boolean =>
  /\.(csv|txt|tsv|tab|dat|xml|json|ndjson|jsonl|geojson|geojsonl|xlsx|xlsm|xls|zip|gz)$/i.test(name) &&
  !name.includes('__MACOSX') &&
  !/(^|\/)\.[^/]*$/.test(name) &&
  // What explains the data beside it.
  !/(^|\/)[^/]*(readme|czytaj|licen[cs]|objasn|objaśn|uwagi)[^/]*\.txt$/i.test(name);

function refuseOtherDocument(names: readonly string[]): void {
  if (names.some((name) => name === '[Content_Types].xml' || name === 'mimetype')) {
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      'The file is an office document (docx, pptx, ods, xlsb …) that holds no xlsx workbook.',
      'Save the table as xlsx or csv.',
    );
  }
  const isOther = names.every((name) => !/\.(geojsonl?|json|csv)$/i.test(name));
  if (isOther && names.some((name) => /\.shp$/i.test(name))) {
    throw new RefusedFileError(
      'UNKNOWN_FORMAT',
      'The zip archive holds a Shapefile, which is not read.',
      'Convert it to GeoJSON: ogr2ogr -f GeoJSON -t_srs EPSG:4326 out.geojson in.shp.',
    );
  }
}

function nothingInside(names: readonly string[], { hint }: ContentOptions): RefusedFileError {
  const shown = names.slice(0, 5).join(', ');
  const message = `The zip archive holds no csv, xml or json file and no xlsx workbook, but ${shown || 'nothing'}.`;
  return new RefusedFileError('UNKNOWN_FORMAT', message, hint);
}

function tooManyFiles(count: number, { hint }: ContentOptions): RefusedFileError {
  const message = `The zip archive holds ${count} files; at most ${maxEntries} are read.`;
  return new RefusedFileError('TOO_LARGE', message, hint);
}

function gunzip(bytes: Uint8Array, options: ContentOptions): Uint8Array {
  const { maxUnpackedBytes = maxFileBytes } = options;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(null, maxUnpackedBytes, options);
    if (code === 'Z_BUF_ERROR') {
      throw new RefusedFileError('TRUNCATED', 'The gzip file ends before its end.', 'Download it again.', { cause });
    }
    throw new RefusedFileError('UNREADABLE', 'The gzip file is damaged.', 'Download it again.', { cause });
  }
}

function tooLarge(size: number | null, limit: number, { hint }: ContentOptions): RefusedFileError {
  const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  const what = size === null ? 'The unpacked file is larger' : `The file has ${megabytes(size)} MB; that is more`;
  const message = `${what} than the ${megabytes(limit)} MB that are read.`;
  return new RefusedFileError('TOO_LARGE', message, `Is it the right file? ${hint}`);
}
