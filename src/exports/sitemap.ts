/** The sitemap (https://www.sitemaps.org/protocol.html): every page in both languages, in files of at most 50,000 addresses. */
import type { Compilable } from 'kysely';
import { pagePath } from '#graphql/page-url.ts';
import { execute, query } from '#platform/database/index.ts';
import { inSnapshot } from './copy-out.ts';
import { datasets } from './datasets/index.ts';
import type { OpenData } from './open-data.ts';
import { element, textElement } from './xml.ts';

/** Each thing has two addresses: Polish and English. */
const thingsPerFile = 25_000;
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9';

interface Thing {
  readonly key: string | number;
  /** The release that changed it last. */
  readonly changed: number;
}

type PageKind = Parameters<typeof pagePath>[0];

const listed: Readonly<Record<Exclude<PageKind, 'programmes'>, Compilable<Thing>>> = {
  units: query
    .selectFrom('territorial_unit_version as v')
    .innerJoin('territorial_unit as u', 'u.id', 'v.unit_id')
    .where('v.valid_to', 'is', null)
    .where('u.merged_into_id', 'is', null)
    .select(['v.terc as key', 'u.changed_in as changed'])
    .orderBy('v.terc'),
  offices: query.selectFrom('office').select(['id as key', 'changed_in as changed']).orderBy('id'),
  projects: query.selectFrom('project').select(['id as key', 'changed_in as changed']).orderBy('id'),
  practices: query.selectFrom('practice').select(['slug as key', 'changed_in as changed']).orderBy('slug'),
  calls: query.selectFrom('call').select(['slug as key', 'changed_in as changed']).orderBy('slug'),
  events: query.selectFrom('event').select(['slug as key', 'changed_in as changed']).orderBy('slug'),
  'living-labs': query.selectFrom('living_lab').select(['slug as key', 'changed_in as changed']).orderBy('slug'),
  metrics: query.selectFrom('metric').select(['code as key', 'changed_in as changed']).orderBy('code'),
  releases: query.selectFrom('release').select(['number as key', 'number as changed']).orderBy('number'),
};

const pages = [
  '/',
  '/map',
  '/units',
  '/offices',
  '/projects',
  '/programmes',
  '/practices',
  '/calls',
  '/events',
  '/living-labs',
  '/metrics',
  '/assessments',
  '/data',
  '/developers',
  '/about',
  '/accessibility',
  '/privacy',
  ...datasets.map(({ name }) => `/datasets/${name}`),
];

export interface Sitemap {
  /** By name, `/sitemap.xml` among them. */
  readonly files: ReadonlyMap<string, string>;
}

export async function sitemapOf(data: OpenData): Promise<Sitemap> {
  const { latest, releasedAt } = await data.facts();
  const { publicUrl } = data;
  const dayOf = (release: number): string | undefined => releasedAt[release - 1]?.toISOString().slice(0, 10);
  const kinds = new Map<string, string[]>([['pages', pages.map((path) => urlsXml(publicUrl, path, dayOf(latest)))]]);
  await inSnapshot(data.database, async (client) => {
    for (const [kind, statement] of Object.entries(listed)) {
      const things = await execute(client, statement);
      const urls = things.map(({ key, changed }) =>
        urlsXml(publicUrl, pagePath(kind as PageKind, key), dayOf(changed)),
      );
      if (urls.length > 0) kinds.set(kind, urls);
    }
  });
  const count = [...kinds.values()].reduce((sum, urls) => sum + urls.length, 0);
  if (count <= thingsPerFile) return { files: new Map([['/sitemap.xml', urlSet([...kinds.values()].flat())]]) };
  const files = [...kinds].flatMap(([kind, urls]) =>
    Array.from(
      { length: Math.ceil(urls.length / thingsPerFile) },
      (_, index) =>
        [
          `/sitemaps/${kind}-${index + 1}.xml`,
          urlSet(urls.slice(index * thingsPerFile, (index + 1) * thingsPerFile)),
        ] as const,
    ),
  );
  return {
    files: new Map([
      [
        '/sitemap.xml',
        indexOf(
          publicUrl,
          files.map(([path]) => path),
          dayOf(latest),
        ),
      ],
      ...files,
    ]),
  };
}

function urlsXml(publicUrl: string, path: string, day: string | undefined): string {
  const modified = day === undefined ? '' : textElement('lastmod', day);
  return [path, path === '/' ? '/en' : `/en${path}`]
    .map((local) => element('url', textElement('loc', publicUrl + local) + modified))
    .join('');
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const urlSet = (urls: readonly string[]): string =>
  `${head}${element('urlset', urls.join('\n'), { xmlns: namespace })}\n`;

function indexOf(publicUrl: string, paths: readonly string[], day: string | undefined): string {
  const modified = day === undefined ? '' : textElement('lastmod', day);
  const sitemaps = paths.map((path) => element('sitemap', textElement('loc', publicUrl + path) + modified));
  return `${head}${element('sitemapindex', sitemaps.join('\n'), { xmlns: namespace })}\n`;
}
