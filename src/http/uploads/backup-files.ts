/** Uploads as backups carry them. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ClientBase } from 'pg';
import type { FilePlace } from '#exports/stores/index.ts';
import { contentNames } from '#live-calls';
import type { BackupFiles } from '#platform/backup/model.ts';
import { explainFileFailure } from '#platform/store-errors.ts';
import { partsFolder, uploadStore } from './index.ts';

export function uploadsForBackup(place: FilePlace): BackupFiles {
  const store = uploadStore(place);
  const parts = partsFolder(place);
  return {
    async list(signal) {
      const listed = await store.list(signal);
      return listed.map(({ name }) => name).filter((name) => /^[\da-f]{64}$/.test(name));
    },
    async read(name, signal) {
      const found = await store.find(name, signal);
      if (found === null) return null;
      const bytes = await explained(buffer(found.open(undefined, signal)), path.dirname(parts));
      return digestOf(bytes) === found.sha256 ? bytes : null;
    },
    named,
    async write(name, bytes, signal) {
      const part = path.join(parts, randomUUID());
      await explained(keep(part, bytes), parts);
      await store.put(name, part, { bytes: bytes.length, sha256: digestOf(bytes), rows: null }, signal);
    },
  };
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function named(client: ClientBase): Promise<ReadonlyMap<string, string>> {
  // SQL as text: a hub of an older version has no such table.
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT to_regclass('application_file') IS NOT NULL AS found`,
  );
  if (rows[0]?.found !== true) return new Map();
  const owners = await contentNames(client);
  return new Map(
    [...owners].map(([name, { slug, officeId }]) => [name, `uploads/${name}: call ${slug}, office ${officeId}`]),
  );
}

async function keep(part: string, bytes: Buffer): Promise<void> {
  await mkdir(path.dirname(part), { recursive: true, mode: 0o700 });
  await writeFile(part, bytes, { mode: 0o600, flag: 'wx' });
}

function explained<T>(work: Promise<T>, folder: string): Promise<T> {
  return work.catch((error: unknown) => {
    throw explainFileFailure(error, folder);
  });
}
