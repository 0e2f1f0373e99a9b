/** `GET /changes?from=41&to=42&types=Project,Office`: what releases changed, as JSON lines (docs/open-data.md). */
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { changesFile } from '#exports/changes-file.ts';
import type { OpenData, ReleaseFacts } from '#exports/open-data.ts';
import { acceptedEncoding } from '../accept.ts';
import { isUnchanged } from '../conditional.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { HttpProblem } from '../problem.ts';
import type { Route } from '../router.ts';
import { termsLink } from '../terms.ts';

/** Reads once more where the server was lost meanwhile. */
export type ReadAgain = <T>(read: () => Promise<T>) => Promise<T>;

export function changesRoute(data: OpenData, again: ReadAgain): Route {
  return { path: '/changes', methods: ['GET'], answer: (request) => answer(data, again, request) };
}

async function answer(data: OpenData, again: ReadAgain, request: HubRequest): Promise<HubResponse> {
  const query = new URLSearchParams(request.query);
  const facts = await data.facts();
  const types = await wantedTypes(data, query.get('types'));
  const from = releaseNumber('from', query.get('from'), facts);
  const to = query.get('to') === null ? facts.latest : releaseNumber('to', query.get('to'), facts);
  if (from > to) throw badRange(from, to);
  const headers = {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': query.get('to') === null ? 'no-cache' : 'public, max-age=86400',
    etag: `W/"changes-${from}-${to}-${facts.redaction}-${types === null ? 'all' : types.join('.')}"`,
    vary: 'Accept-Encoding',
    'x-release': String(to),
    link: termsLink(to),
  };
  if (isUnchanged(request, { etag: headers.etag, lastModified: null })) return { status: 304, headers, body: null };
  const counts = await data.changeCounts({ from, to, types });
  const parts = [...new Map(counts.map((count) => [`${count.release} ${count.type}`, count])).values()];
  // Made before the first byte is sent, so that a failure is still an answer; each is kept.
  const first = parts[0];
  if (first !== undefined) await changesFile(data, first.release, first.type);
  const isZipped = acceptedEncoding(request.headers['accept-encoding']) !== 'identity';
  const open = (): Readable => {
    const lines = Readable.from(linesOf(data, again, parts), { objectMode: false });
    return isZipped ? lines.pipe(createGzip({ level: 4 })).on('close', () => lines.destroy()) : lines;
  };
  const coded: Record<string, string> = isZipped ? { 'content-encoding': 'gzip' } : {};
  return { status: 200, headers: { ...headers, ...coded }, body: { bytes: null, open } };
}

async function* linesOf(
  data: OpenData,
  again: ReadAgain,
  parts: readonly { readonly release: number; readonly type: string }[],
): AsyncGenerator<Buffer> {
  for (const { release, type } of parts) {
    // Each is made before its first line is sent.
    const file = await again(() => changesFile(data, release, type));
    yield* file.open();
  }
}

/** `from` is the release that the reader has; 0 before the first. */
function releaseNumber(name: 'from' | 'to', text: string | null, { first, latest }: ReleaseFacts): number {
  const lowest = first === 1 ? 0 : first;
  const number = text !== null && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= lowest && number <= latest) return number;
  const given = text === null ? `"${name}" is missing.` : `"${name}" is "${text.slice(0, 50)}".`;
  throw new HttpProblem(400, 'BAD_RELEASE', given, `Give a release from ${lowest} to ${latest}.`, {
    members: { first: lowest, latest },
    polish: `Parametr "${name}" jest nieprawidłowy albo go brak. Podaj wydanie od ${lowest} do ${latest}.`,
  });
}

function badRange(from: number, to: number): HttpProblem {
  return new HttpProblem(400, 'BAD_RANGE', `"from" is ${from}, later than "to", ${to}.`, 'Exchange them.', {
    polish: `"from" (${from}) jest późniejsze niż "to" (${to}). Zamień je.`,
  });
}

async function wantedTypes(data: OpenData, text: string | null): Promise<string[] | null> {
  if (text === null) return null;
  const known = (await data.tables()).map(({ type }) => type);
  const wanted = [...new Set(text.split(',').map((type) => type.trim()))].toSorted();
  const unknown = wanted.find((type) => !known.includes(type));
  if (unknown === undefined) return wanted;
  const shown = unknown.slice(0, 50);
  throw new HttpProblem(400, 'UNKNOWN_TYPE', `There is no type "${shown}".`, `Types are ${known.join(', ')}.`, {
    members: { types: known },
    polish: `Nie ma typu "${shown}". Typy: ${known.join(', ')}.`,
  });
}
