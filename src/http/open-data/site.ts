/** What programs look for at fixed addresses: feeds, sitemap, robots.txt and /.well-known/ (RFC 8615). */
import type { PublisherSettings } from '#config';
import { type FeedName, feeds, feedXml } from '#exports/feeds.ts';
import type { OpenData } from '#exports/open-data.ts';
import { type Sitemap, sitemapOf } from '#exports/sitemap.ts';
import type { Clock } from '#platform/clock.ts';
import { FixedText } from '../fixed-text.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { HttpProblem } from '../problem.ts';
import type { Route } from '../router.ts';

export interface SiteParts {
  readonly data: OpenData;
  readonly publisher: PublisherSettings;
  readonly clock: Clock;
}

export function siteRoutes(parts: SiteParts): Route[] {
  const { data, publisher } = parts;
  const get = (path: string, answer: Route['answer']): Route => ({ path, methods: ['GET'], answer });
  const plain = { 'content-type': 'text/plain; charset=utf-8' };
  const sitemaps = new Sitemaps(data);
  const sitemap = (request: HubRequest): Promise<HubResponse> => sitemaps.answer(request);
  return [
    ...(Object.keys(feeds) as FeedName[]).map((name) =>
      get(`/${name}.atom`, async (request) =>
        new FixedText(await feedXml(data, name), { 'content-type': 'application/atom+xml; charset=utf-8' }).respond(
          request,
        ),
      ),
    ),
    get('/sitemap.xml', sitemap),
    get('/sitemaps/', sitemap),
    get('/robots.txt', (request) => new FixedText(robots(data.publicUrl), plain).respond(request)),
    get('/.well-known/api-catalog', (request) =>
      new FixedText(`${JSON.stringify(apiCatalog(data.publicUrl), null, 1)}\n`, {
        'content-type': 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
      }).respond(request),
    ),
    ...(publisher.email === null
      ? []
      : [get('/.well-known/security.txt', (request) => new FixedText(securityText(parts), plain).respond(request))]),
  ];
}

/** Made once for each release. */
class Sitemaps {
  readonly #data: OpenData;
  #made: { readonly release: number; readonly sitemap: Promise<Sitemap> } | undefined;

  constructor(data: OpenData) {
    this.#data = data;
  }

  async answer(request: HubRequest): Promise<HubResponse> {
    const { latest } = await this.#data.facts();
    if (this.#made?.release !== latest) {
      const sitemap = sitemapOf(this.#data);
      sitemap.catch(() => (this.#made = undefined));
      this.#made = { release: latest, sitemap };
    }
    const { files } = await this.#made.sitemap;
    const file = files.get(request.path);
    if (file === undefined) throw noSitemap([...files.keys()]);
    return new FixedText(file, { 'content-type': 'application/xml; charset=utf-8' }).respond(request);
  }
}

function noSitemap(files: readonly string[]): HttpProblem {
  return new HttpProblem(404, 'NOT_FOUND', 'There is no such sitemap.', `There are ${files.join(', ')}.`, {
    members: { files },
    polish: `Nie ma takiej mapy witryny. Są: ${files.join(', ')}.`,
  });
}

/** Pages of results and of accounts are not worth a robot's time; whole tables are better fetched than crawled. */
function robots(publicUrl: string): string {
  const closed = ['/search', '/en/search', '/compare', '/en/compare', '/exports/', '/account/', '/review/', '/graphql'];
  return [
    '# Whole tables: /releases/latest/manifest.json; what changed: /changes?from=1',
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${publicUrl}/sitemap.xml`,
    '',
  ].join('\n');
}

/** RFC 9727 */
function apiCatalog(publicUrl: string): object {
  const link = (path: string, type: string) => [{ href: publicUrl + path, type }];
  return {
    linkset: [
      {
        anchor: `${publicUrl}/graphql`,
        'service-desc': link('/operations', 'application/json'),
        'service-doc': link('/developers', 'text/html'),
      },
      {
        anchor: `${publicUrl}/releases/latest/manifest.json`,
        'service-desc': link('/releases/latest/datapackage.json', 'application/json'),
        'service-doc': link('/releases/latest/README.md', 'text/markdown'),
        'service-meta': link('/catalog.jsonld', 'application/ld+json'),
      },
      { anchor: `${publicUrl}/changes`, 'service-doc': link('/developers', 'text/html') },
    ],
  };
}

/** RFC 9116: an expiry of less than a year. */
function securityText({ data, publisher, clock }: SiteParts): string {
  const expires = new Date(clock().getTime() + 180 * 86_400_000).toISOString().slice(0, 10);
  return [
    `Contact: mailto:${publisher.email}`,
    `Expires: ${expires}T00:00:00.000Z`,
    'Preferred-Languages: pl, en',
    `Canonical: ${data.publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
