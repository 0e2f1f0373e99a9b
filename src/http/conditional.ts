/** Conditional requests (RFC 9110, section 13). */
import type { HubRequest } from './message.ts';

export interface Validators {
  readonly etag: string;
  readonly lastModified: string | null;
}

/** Whether the client has this already, so that 304 answers it. */
export function isUnchanged({ headers }: HubRequest, { etag, lastModified }: Validators): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) {
    return known.split(',').some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag));
  }
  const since = headers['if-modified-since'];
  if (since === undefined || lastModified === null) return false;
  const moment = Date.parse(since);
  return !Number.isNaN(moment) && Date.parse(lastModified) <= moment;
}

/** If-None-Match compares weakly; a proxy that compresses may have added its suffix. */
function opaque(tag: string): string {
  return tag
    .trim()
    .replace(/^W\//, '')
    .replace(/-gzip"$|-br"$/, '"');
}
