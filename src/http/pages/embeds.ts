/** What other people's pages ask for: `/embed.js`, and oEmbed. */
import type { Assets } from '#portal/assets.ts';
import { type OembedFacts, oembedOf, oembedXml } from '#portal/oembed.ts';
import { FixedText } from '../fixed-text.ts';
import { HttpProblem } from '../problem.ts';

/** Anybody may frame it; otherwise as strict as a page. */
export const embedPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  'frame-ancestors *',
].join('; ');

/** One address for good, so that who pasted it gets what is fixed; requested again once an hour. */
export function embedScriptOf({ embedScript }: Assets): FixedText {
  return new FixedText(embedScript, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    'cross-origin-resource-policy': 'cross-origin',
  });
}

export interface OembedRequest {
  /** The path and query of the page. */
  readonly path: string;
  readonly query: string;
  readonly format: 'json' | 'xml';
  readonly maxWidth: number | null;
  readonly maxHeight: number | null;
}

export function readOembedRequest(query: string, origin: string): OembedRequest {
  const search = new URLSearchParams(query);
  const format = search.get('format') || 'json';
  if (format !== 'json' && format !== 'xml') throw unknownFormat(format);
  const address = search.get('url') ?? '';
  const url = URL.parse(address, origin);
  if (address === '' || url === null) throw noAddress(origin);
  if (url.origin !== new URL(origin).origin) throw otherHost(address, origin);
  return {
    path: url.pathname,
    query: url.search.slice(1),
    format,
    maxWidth: pixels(search, 'maxwidth'),
    maxHeight: pixels(search, 'maxheight'),
  };
}

function pixels(search: URLSearchParams, name: string): number | null {
  const value = Number(search.get(name) ?? '');
  return Number.isFinite(value) && value >= 1 ? Math.floor(value) : null;
}

export function oembedBody(format: OembedRequest['format'], facts: OembedFacts) {
  const values = oembedOf(facts);
  return format === 'json'
    ? { headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(values) }
    : { headers: { 'content-type': 'text/xml; charset=utf-8' }, body: oembedXml(values) };
}

/** "501 Not Implemented: the provider cannot return a response in the requested format" (oEmbed, 2.3.4). */
function unknownFormat(format: string): HttpProblem {
  return new HttpProblem(501, 'BAD_USER_INPUT', `There is no oEmbed as "${format.slice(0, 20)}".`, 'Use json or xml.', {
    polish: `Nie ma oEmbed w postaci "${format.slice(0, 20)}". Użyj json albo xml.`,
  });
}

function noAddress(origin: string): HttpProblem {
  return new HttpProblem(400, 'BAD_USER_INPUT', 'The parameter "url" is missing.', `Give a page of ${origin}.`, {
    polish: `Brakuje parametru "url". Podaj stronę z ${origin}.`,
  });
}

function otherHost(address: string, origin: string): HttpProblem {
  return new HttpProblem(
    404,
    'NOT_FOUND',
    `${address.slice(0, 100)} is no page of this hub.`,
    `Its pages begin with ${origin}.`,
    { polish: `${address.slice(0, 100)} nie jest stroną tego węzła. Jego strony zaczynają się od ${origin}.` },
  );
}

export function nothingThere(path: string): HttpProblem {
  return new HttpProblem(404, 'NOT_FOUND', `No page is at ${path.slice(0, 100)}.`, 'See the pages at /.', {
    polish: `Pod ${path.slice(0, 100)} nie ma strony. Zacznij od /.`,
  });
}
