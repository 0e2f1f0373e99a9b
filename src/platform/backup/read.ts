/** Reads a backup: first all of it, to know that it is whole, then its rows. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { OperatorError } from '../errors.ts';
import { damaged, type Entry, noBackup, readArchive } from './archive.ts';
import {
  type BackupContents,
  type BackupHeader,
  contentsName,
  filePrefix,
  formatName,
  formatVersion,
  headerName,
  jobPartName,
  jobsKey,
  partName,
} from './model.ts';

export interface Backup {
  readonly header: BackupHeader;
  readonly contents: BackupContents;
  /** The rows of the tables in the order of the header, as COPY wrote them. */
  parts(): AsyncGenerator<BackupPart>;
  /** The same of the jobs of the queue. */
  jobs(): AsyncGenerator<BackupPart>;
  files(): AsyncGenerator<BackupFile>;
}

export interface BackupPart {
  readonly table: string;
  readonly bytes: Buffer;
}

const gunzipAsync = promisify(gunzip);

interface BackupFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export async function openBackup(path: string, signal?: AbortSignal): Promise<Backup> {
  let header: BackupHeader | undefined;
  let contents: BackupContents | undefined;
  const sums = new Map<string, string>();
  for await (const { name, bytes, sha256 } of readArchive(path)) {
    signal?.throwIfAborted();
    // A newer file may be anything after its header, so that is judged at once.
    if (sums.size === 0) header = readHeader(name, bytes);
    if (name === contentsName) contents = parsed<BackupContents>(name, bytes);
    sums.set(name, sha256);
  }
  if (header === undefined || contents === undefined) throw noBackup();
  const names = partNames(header, contents);
  const jobNames = header.jobs === undefined ? [] : namedParts(jobsKey, contents, jobPartName);
  const missing = [...names, ...jobNames].find(({ name }) => !sums.has(name));
  if (missing !== undefined) throw damaged(missing.name);
  return {
    header,
    contents,
    parts: () => readParts(path, names, sums),
    jobs: () => readParts(path, jobNames, sums),
    files: () => readFiles(path, sums),
  };
}

function readHeader(name: string, bytes: Buffer): BackupHeader {
  if (name !== headerName) throw noBackup();
  const header = parsed<BackupHeader>(name, bytes);
  if (header.format !== formatName) throw noBackup();
  if (header.formatVersion > formatVersion) {
    throw new OperatorError(
      'BACKUP_NEWER',
      `The backup was made by version ${header.hubVersion} of the hub, in format ${header.formatVersion}; this version reads up to ${formatVersion}.`,
      'Restore it with that version of the hub or a newer one.',
    );
  }
  return header;
}

function parsed<T>(name: string, bytes: Buffer): T {
  try {
    return JSON.parse(bytes.toString()) as T;
  } catch (error) {
    throw damaged(name, error);
  }
}

interface NamedPart {
  readonly name: string;
  readonly table: string;
}

function partNames(header: BackupHeader, contents: BackupContents): NamedPart[] {
  return header.tables.flatMap(({ name }) => namedParts(name, contents, (part) => partName(name, part)));
}

function namedParts(table: string, contents: BackupContents, nameOf: (part: number) => string): NamedPart[] {
  return Array.from({ length: contents[table]?.parts ?? 0 }, (_, part) => ({ name: nameOf(part + 1), table }));
}

async function* readParts(
  path: string,
  names: readonly NamedPart[],
  sums: ReadonlyMap<string, string>,
): AsyncGenerator<BackupPart> {
  const tables = new Map(names.map(({ name, table }) => [name, table]));
  let left = names.length;
  if (left === 0) return;
  for await (const entry of readArchive(path)) {
    // The file may be another one by now.
    if (sums.get(entry.name) !== entry.sha256) throw damaged(entry.name);
    const table = tables.get(entry.name);
    if (table === undefined) continue;
    yield { table, bytes: await unpack(entry) };
    left -= 1;
    if (left === 0) return;
  }
}

async function* readFiles(path: string, sums: ReadonlyMap<string, string>): AsyncGenerator<BackupFile> {
  for await (const { name, bytes, sha256 } of readArchive(path)) {
    if (sums.get(name) !== sha256) throw damaged(name);
    if (name.startsWith(filePrefix)) yield { name: name.slice(filePrefix.length), bytes };
  }
}

async function unpack({ name, bytes }: Entry): Promise<Buffer> {
  try {
    return await gunzipAsync(bytes);
  } catch (error) {
    throw damaged(name, error);
  }
}
