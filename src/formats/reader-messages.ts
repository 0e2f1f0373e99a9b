/** What the main thread and the one that reads a table send each other. */
import type { RefusalReason } from '#platform/errors.ts';
import type { TableRow } from './table.ts';

export type ToReader =
  | { readonly kind: 'read'; readonly sheet: number }
  /** A batch has been taken, so that another one may be read. */
  | { readonly kind: 'taken' };

export type FromReader =
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[]; readonly position: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly message: string; readonly hint: string };
