/** Files that offices add to applications: checked, scanned, stored outside of whatever is served, sent as attachments. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { PartsFolder } from '#exports/parts-folder.ts';
import { type FilePlace, type FileStore, storeIn } from '#exports/stores/index.ts';
import { type ApplicationFile, addFile, contentName, type FileOwner, fileTypeOf, safeName } from '#live-calls';
import type { Database } from '#platform/database/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { explainFullDisk } from '#platform/disk-space.ts';
import type { HubResponse } from '../message.ts';
import { scanFile } from './scan.ts';

export interface UploadOptions {
  readonly place: FilePlace;
  readonly maxBytes: number;
  readonly scan: readonly string[] | null;
}

export type UploadProblem = 'TOO_LARGE' | 'WRONG_TYPE' | 'REFUSED' | 'NOT_SCANNED' | 'TOO_MANY';

export interface NewFile {
  readonly name: string;
  readonly content: Buffer;
}

export interface Adding {
  readonly owner: FileOwner;
  readonly accountId: string;
  readonly now: Date;
  /** Of the question, at most that of the hub. */
  readonly maxBytes: number;
}

const folder = 'uploads';

/** Where uploads are stored; a backup reads it, too. */
export function uploadStore(place: FilePlace): FileStore {
  return storeIn(place, folder);
}

/** Where they are while they are checked. */
export function partsFolder(place: FilePlace): string {
  return path.join(place.folder, folder, '.parts');
}

export class Uploads {
  readonly maxBytes: number;
  readonly #store: FileStore;
  readonly #parts: PartsFolder;
  readonly #scan: readonly string[] | null;
  readonly #database: Database;
  readonly #log: Logger;

  static of(options: UploadOptions | undefined, database: Database, log: Logger): Uploads | null {
    return options === undefined ? null : new Uploads(options, database, log);
  }

  constructor({ place, maxBytes, scan }: UploadOptions, database: Database, log: Logger) {
    this.maxBytes = maxBytes;
    this.#store = uploadStore(place);
    this.#parts = new PartsFolder(partsFolder(place), 0o700);
    this.#scan = scan;
    this.#database = database;
    this.#log = log;
  }

  /** First the content, then the row: whatever is known is there. */
  async add({ name, content }: NewFile, adding: Adding): Promise<ApplicationFile | UploadProblem> {
    if (content.length > Math.min(adding.maxBytes, this.maxBytes)) return 'TOO_LARGE';
    const type = fileTypeOf(name, content);
    if (type === null) return 'WRONG_TYPE';
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = { sha256, name: safeName(name, type), mediaType: type.mediaType, bytes: content.length };
    const problem = await this.#keep(contentName(adding.owner, sha256), content, sha256);
    if (problem !== null) return problem;
    const isAdded = await inTransaction(this.#database.pool, (client) => addFile(client, adding.owner, file, adding));
    if (!isAdded) return 'TOO_MANY';
    // An older row of the same content may have been removed, with the content, before this one was added.
    if ((await this.#store.find(contentName(adding.owner, sha256))) === null) {
      await this.#keep(contentName(adding.owner, sha256), content, sha256);
    }
    return file;
  }

  /** Under a name that says nothing of it, readable by the hub alone. */
  async #keep(name: string, content: Buffer, sha256: string): Promise<UploadProblem | null> {
    try {
      const part = await this.#parts.newFile();
      try {
        await writeFile(part, content, { mode: 0o600, flag: 'wx' });
        const outcome = this.#scan === null ? 'CLEAN' : await scanFile(this.#scan, part, this.#log);
        if (outcome !== 'CLEAN') return outcome === 'REFUSED' ? 'REFUSED' : 'NOT_SCANNED';
        await this.#store.put(name, part, { bytes: content.length, sha256, rows: null });
        return null;
      } finally {
        await this.#parts.remove(part);
      }
    } catch (error) {
      throw explainFullDisk(error, path.dirname(this.#parts.path));
    }
  }

  /** Removes what processes that were killed left behind. */
  tidy(): Promise<void> {
    return this.#parts.tidy();
  }

  /** As an attachment, which no browser shows as a page of the hub, whatever is in it. Null where the content is lost. */
  async response(owner: FileOwner, { sha256, name, mediaType }: ApplicationFile): Promise<HubResponse | null> {
    const found = await this.#store.find(contentName(owner, sha256));
    if (found === null) return null;
    const encoded = encodeURIComponent(name).replaceAll('(', '%28').replaceAll(')', '%29');
    const ascii = name.replaceAll(/[^\w .()-]/g, '_');
    return {
      status: 200,
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, no-store',
        vary: 'Cookie',
      },
      body: { bytes: found.bytes, open: () => found.open() },
    };
  }
}
