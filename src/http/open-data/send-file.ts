/** A kept file as an answer: conditional, in parts, compressed where the client takes it (RFC 9110, sections 13 and 14). */
import type { KeptFile } from '#exports/kept-files.ts';
import { isUnchanged } from '../conditional.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { HttpProblem } from '../problem.ts';

export function fileResponse(
  request: HubRequest,
  { open, bytes, sha256 }: KeptFile,
  given: Readonly<Record<string, string>>,
): HubResponse {
  const etag = `"${sha256.slice(0, 32)}"`;
  const headers = {
    'cache-control': 'public, max-age=31536000, immutable',
    'accept-ranges': 'bytes',
    etag,
    ...given,
  };
  if (isUnchanged(request, { etag, lastModified: null })) return { status: 304, headers, body: null };
  const range = rangeOf(request, etag, bytes);
  if (range === null) return { status: 200, headers, body: { bytes, open: () => open() } };
  const { start, end } = range;
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${bytes}` },
    body: { bytes: end - start + 1, open: () => open({ start, end }) },
  };
}

interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/** Null: the whole file, as for several ranges, units that are none, and a file that is no longer the same. */
function rangeOf({ headers }: HubRequest, etag: string, bytes: number): ByteRange | null {
  const { range } = headers;
  const condition = headers['if-range'];
  if (range === undefined || (condition !== undefined && condition !== etag)) return null;
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim()) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  if (start < bytes && start <= end) return { start, end };
  throw new HttpProblem(416, 'RANGE_NOT_SATISFIABLE', `The file has ${bytes} bytes.`, 'Ask for a range inside it.', {
    headers: { 'content-range': `bytes */${bytes}` },
    polish: `Plik ma ${bytes} bajtów. Poproś o zakres, który się w nim mieści.`,
  });
}
