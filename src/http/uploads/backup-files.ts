/** Uploads as backups carry them. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { FilePlace } from '#exports/stores/index.ts';
import type { BackupFiles } from '#platform/backup/model.ts';
import { partsFolder, uploadStore } from './index.ts';

export function uploadsForBackup(place: FilePlace): BackupFiles {
  const store = uploadStore(place);
  const parts = partsFolder(place);
  return {
    list: async () => (await store.list()).map(({ name }) => name).filter((name) => /^[\da-f]{64}$/.test(name)),
    async read(name) {
      const found = await store.find(name);
      return found === null ? null : buffer(found.open());
    },
    async write(name, bytes) {
      await mkdir(parts, { recursive: true, mode: 0o700 });
      const part = path.join(parts, randomUUID());
      await writeFile(part, bytes, { mode: 0o600, flag: 'wx' });
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await store.put(name, part, { bytes: bytes.length, sha256, rows: null });
    },
  };
}
