/** Conditional requests (RFC 9110, section 13). */
import fresh from 'fresh';
import type { HubRequest } from './message.ts';

export interface Validators {
  readonly etag: string;
  readonly lastModified: string | null;
}

/** Whether the client has this already, so that 304 answers it. */
export function isUnchanged({ headers }: HubRequest, { etag, lastModified }: Validators): boolean {
  const conditions = {
    'if-none-match': headers['if-none-match']?.replaceAll(/-(?:gzip|br)"/g, '"'), // A proxy that compresses adds its suffix.
    'if-modified-since': headers['if-modified-since'],
  };
  return fresh(conditions, { etag, 'last-modified': lastModified ?? undefined });
}
