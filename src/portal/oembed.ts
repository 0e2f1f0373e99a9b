/** oEmbed 1.0 (https://oembed.com): what a page of the hub becomes inside another one. */
import { escapeXml, textElement } from '#exports/xml.ts';
import { percentDecoded } from '#platform/text.ts';
import { withQuery } from './addresses.ts';
import { chartParameters } from './chart-parameters.ts';
import { addressIn, type Language, splitLanguage } from './language.ts';

export interface EmbeddedChart {
  readonly metric: string;
  readonly query: Readonly<Record<string, string>>;
}

const defaultSize = { width: 720, height: 520 };
const minSize = { width: 200, height: 150 };

/** The chart that an address shows; null for pages that are none. */
export function chartAt(path: string, search: URLSearchParams): EmbeddedChart | null {
  const query = Object.fromEntries([...search].filter(([name]) => chartParameters.includes(name)));
  const { language, path: local } = splitLanguage(path);
  const named = { ...query, lang: query['lang'] ?? language };
  const [, metric] = /^\/(?:metrics|embed)\/([^/]+)$/.exec(local) ?? /^\/charts\/([^/]+)\.[a-z]+$/.exec(local) ?? [];
  if (metric !== undefined) {
    const isMetricPage = local.startsWith('/metrics/') && !('view' in query) && !('unit' in query);
    return { metric: percentDecoded(metric), query: isMetricPage ? { ...named, view: 'map' } : named };
  }
  if (local === '/map') return { metric: search.get('metric') || 'population', query: { ...named, view: 'map' } };
  const [, unit] = /^\/units\/(\d{2,7})$/.exec(local) ?? [];
  return unit === undefined ? null : { metric: 'population', query: { unit, lang: language } };
}

export interface OembedFacts {
  readonly origin: string;
  readonly title: string;
  readonly language: Language;
  readonly chart: EmbeddedChart | null;
  /** The address of the page's social card. */
  readonly card: string | null;
  readonly maxWidth: number | null;
  readonly maxHeight: number | null;
}

export function oembedOf({ origin, title, language, chart, card, maxWidth, maxHeight }: OembedFacts) {
  const common = {
    version: '1.0',
    title,
    provider_name: 'Węzeł',
    provider_url: `${origin}${addressIn(language, '/')}`,
    cache_age: 3_600,
    ...(card === null ? {} : { thumbnail_url: card, thumbnail_width: 1_200, thumbnail_height: 630 }),
  };
  if (chart === null) return { type: 'link' as const, ...common };
  const width = Math.max(Math.min(defaultSize.width, maxWidth ?? Number.POSITIVE_INFINITY), minSize.width);
  const height = Math.max(Math.min(defaultSize.height, maxHeight ?? Number.POSITIVE_INFINITY), minSize.height);
  return { type: 'rich' as const, ...common, width, height, html: iframeOf(origin, chart, { title, width, height }) };
}

export function iframeOf(
  origin: string,
  { metric, query }: EmbeddedChart,
  { title, width, height }: { title: string; width: number | string; height: number },
): string {
  const address = withQuery(`${origin}/embed/${encodeURIComponent(metric)}`, query);
  return `<iframe src="${escapeXml(address)}" title="${escapeXml(title)}" width="${width}" height="${height}" loading="lazy" frameborder="0"></iframe>`;
}

export function oembedXml(values: Readonly<Record<string, string | number>>): string {
  const elements = Object.entries(values).map(([name, value]) => textElement(name, String(value)));
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${elements.join('')}</oembed>\n`;
}

/** The social card of a page: its address with an extension. */
export function cardAddress(origin: string, path: string, query: string): string {
  const { language, path: local } = splitLanguage(path);
  const named = local === '/' ? '/index' : local.replace(/\/$/, '');
  return `${origin}${addressIn(language, withQuery(`${named}.png`, Object.fromEntries(new URLSearchParams(query))))}`;
}
