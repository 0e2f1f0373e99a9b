/**
 * The file of a backup: an ordinary tar (POSIX ustar) that ends with the SHA-256 of every entry, so that `tar xf` and
 * `sha256sum -c SHA256SUMS` read it without the hub. Every byte is checked: a changed or missing one is found.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { OperatorError } from '#platform/errors.ts';

export interface Entry {
  readonly name: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

const blockBytes = 512;
/** Two blocks of zeros end a tar. */
const endBytes = 2 * blockBytes;
const sumsName = 'SHA256SUMS';
/** What is written is a fraction of it; a damaged length must not take all memory. */
const maxEntryBytes = 512 * 1024 * 1024;

export class ArchiveWriter {
  readonly #file: FileHandle;
  readonly #sums: string[] = [];
  #bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  get bytes(): number {
    return this.#bytes;
  }

  async add(name: string, bytes: Buffer): Promise<void> {
    this.#sums.push(`${sha256Of(bytes)}  ${name}\n`);
    await this.#write(headerOf(name, bytes.length), bytes, Buffer.alloc(paddingOf(bytes.length)));
  }

  /** The file is complete only after this. */
  async end(): Promise<void> {
    await this.add(sumsName, Buffer.from(this.#sums.join('')));
    await this.#write(Buffer.alloc(endBytes));
    await this.#file.sync();
  }

  async #write(...parts: readonly Buffer[]): Promise<void> {
    const { bytesWritten } = await this.#file.writev([...parts].filter(({ length }) => length > 0));
    const wanted = parts.reduce((sum, { length }) => sum + length, 0);
    if (bytesWritten !== wanted) throw Object.assign(new Error('The file was written in part'), { code: 'ENOSPC' });
    this.#bytes += wanted;
  }
}

/** The entries in their order but for the checksums, which are compared at the end: whoever reads all has a whole file. */
export async function* readArchive(path: string): AsyncGenerator<Entry> {
  const file = await openFile(path);
  try {
    const sums: string[] = [];
    for (let position = 0; ; ) {
      const { name, size } = parseHeader(await readExactly(file, position, blockBytes));
      const padded = size + paddingOf(size);
      const content = await readExactly(file, position + blockBytes, padded);
      if (content.subarray(size).some((byte) => byte !== 0)) throw damaged(`padding of ${name}`);
      position += blockBytes + padded;
      const bytes = content.subarray(0, size);
      if (name === sumsName) {
        if (bytes.toString() !== sums.join('')) throw damaged('checksums');
        return await checkEnd(file, position);
      }
      const sha256 = sha256Of(bytes);
      sums.push(`${sha256}  ${name}\n`);
      yield { name, bytes, sha256 };
    }
  } finally {
    await file.close();
  }
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const paddingOf = (size: number): number => (blockBytes - (size % blockBytes)) % blockBytes;

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path);
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    throw new OperatorError('FILE_UNREADABLE', `${path} cannot be read.`, 'Name a file made by npm run backup.', {
      cause: error,
    });
  }
  throw new OperatorError('FILE_UNREADABLE', `${path} is not a file.`, 'Name a file made by npm run backup.');
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let have = 0; have < length; ) {
    const { bytesRead } = await file.read(bytes, have, length - have, position + have);
    if (bytesRead === 0) throw position === 0 ? noBackup() : cutOff();
    have += bytesRead;
  }
  return bytes;
}

async function checkEnd(file: FileHandle, position: number): Promise<void> {
  const end = await readExactly(file, position, endBytes);
  const { size } = await file.stat();
  if (end.some((byte) => byte !== 0) || size !== position + endBytes) throw damaged('end');
}

// Fields of a ustar header (POSIX.1-2024, pax, "ustar Interchange Format").
const field = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
} as const;

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  const put = (key: keyof typeof field, text: string): void => void header.write(text, field[key][0], 'latin1');
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  put('name', name);
  put('mode', octal(0o600, 7));
  put('uid', octal(0, 7));
  put('gid', octal(0, 7));
  put('size', octal(size, 11));
  put('mtime', octal(Math.floor(Date.now() / 1_000), 11));
  put('type', '0');
  put('magic', 'ustar\u000000');
  put('checksum', `${octal(checksumOf(header), 6)} `);
  return header;
}

/** The sum of all bytes, with spaces for the checksum itself. */
function checksumOf(header: Buffer): number {
  const [start, length] = field.checksum;
  return header.reduce((sum, byte, at) => sum + (at >= start && at < start + length ? 0x20 : byte), 0);
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const text = (key: keyof typeof field): string => {
    const [start, length] = field[key];
    return header.toString('latin1', start, start + length);
  };
  if (!text('magic').startsWith('ustar')) throw header.every((byte) => byte === 0) ? cutOff() : noBackup();
  const name = text('name').replace(/\0.*$/s, '');
  const size = Number.parseInt(text('size'), 8);
  const isSound = text('checksum') === `${checksumOf(header).toString(8).padStart(6, '0')}\0 `;
  if (!isSound || !(size >= 0 && size <= maxEntryBytes)) throw damaged(`header of ${JSON.stringify(name)}`);
  return { name, size };
}

export function damaged(what: string, cause?: unknown): OperatorError {
  return new OperatorError(
    'BACKUP_DAMAGED',
    `The backup is damaged: its ${what} is not as it was written.`,
    'Nothing was restored. Copy the file again, or use another backup.',
    { cause },
  );
}

function cutOff(): OperatorError {
  return new OperatorError(
    'BACKUP_TRUNCATED',
    'The backup ends before its end: the file was cut off.',
    'Nothing was restored. Copy the file again, or use another backup.',
  );
}

export function noBackup(): OperatorError {
  return new OperatorError('NO_BACKUP', 'The file is not a backup of the hub.', 'Name a file made by npm run backup.');
}
