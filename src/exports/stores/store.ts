/** Where whole files are kept, by names with slashes. */
import type { Readable } from 'node:stream';

export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
  /** Of tables. */
  readonly rows: number | null;
}

/** Both inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface KeptFile extends FileFacts {
  open(range?: ByteRange, signal?: AbortSignal): Readable;
}

export interface ListedFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly usedAt: number;
}

/** Whatever cannot be read or written is a StoreError, or a full disk. */
export interface FileStore {
  /** Null: it is not there, or not whole. */
  find(name: string, signal?: AbortSignal): Promise<KeptFile | null>;
  /** Takes a whole file away from `part`; where `signal` ends that, the file stays there. */
  put(name: string, part: string, facts: FileFacts, signal?: AbortSignal): Promise<KeptFile>;
  list(signal?: AbortSignal): Promise<ListedFile[]>;
  /** Counts as a use. */
  touch(name: string): Promise<void>;
  remove(name: string, signal?: AbortSignal): Promise<void>;
}
