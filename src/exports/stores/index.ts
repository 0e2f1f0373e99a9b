/** The store that the settings name. */
import path from 'node:path';
import type { S3Address } from '#platform/s3-address.ts';
import { FolderStore } from './folder.ts';
import { S3Store } from './s3.ts';
import type { FileStore } from './store.ts';

export type { FileFacts, FileStore, KeptFile } from './store.ts';

export interface FilePlace {
  /** Files are made in it, and kept where there is no bucket. */
  readonly folder: string;
  readonly s3: S3Address | null;
}

export function storeIn({ folder, s3 }: FilePlace, part: string): FileStore {
  return s3 === null ? new FolderStore(path.join(folder, part)) : new S3Store(s3, part);
}
