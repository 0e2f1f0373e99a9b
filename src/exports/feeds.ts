/** Atom feeds (RFC 4287): releases, practices and calls, the newest first. */
import { type AliasedExpression, type CompiledQuery, sql } from 'kysely';
import { pagePath } from '#graphql/page-url.ts';
import { execute, query } from '#platform/database/index.ts';
import { inSnapshot } from './copy-out.ts';
import type { OpenData } from './open-data.ts';
import { element, textElement } from './xml.ts';

interface Entry {
  readonly path: string;
  readonly title: string;
  readonly updated: Date;
  readonly summary: string | null;
}

interface Feed {
  readonly title: string;
  /** The page that shows the same. */
  readonly page: string;
  read(data: OpenData, latest: number): Promise<Entry[]>;
}

const maxEntries = 50;

export const feeds = {
  releases: { title: 'Węzeł: wydania', page: '/data', read: readReleases },
  practices: {
    title: 'Węzeł: praktyki',
    page: '/practices',
    read: (data, latest) => readEntries(data, changed('practices', latest), 'practices'),
  },
  calls: {
    title: 'Węzeł: nabory',
    page: '/calls',
    read: (data, latest) => readEntries(data, changed('calls', latest), 'calls'),
  },
} as const satisfies Readonly<Record<string, Feed>>;
export type FeedName = keyof typeof feeds;

export async function feedXml(data: OpenData, name: FeedName): Promise<string> {
  const { latest, releasedAt } = await data.facts();
  const { title, page, read } = feeds[name];
  const entries = await read(data, latest);
  const { publicUrl } = data;
  const updated = entries[0]?.updated ?? releasedAt[0] ?? new Date(0);
  const head = [
    textElement('id', `${publicUrl}/${name}.atom`),
    textElement('title', title),
    textElement('updated', updated.toISOString()),
    element('author', textElement('name', 'Węzeł')),
    element('link', '', { rel: 'self', type: 'application/atom+xml', href: `${publicUrl}/${name}.atom` }),
    element('link', '', { rel: 'alternate', type: 'text/html', href: publicUrl + page }),
  ];
  const all = [...head, ...entries.map((entry) => entryXml(publicUrl, entry))].map((part) => `\n${part}`);
  const feed = element('feed', [...all, '\n'], { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'pl' });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${feed}\n`;
}

function entryXml(publicUrl: string, { path, title, updated, summary }: Entry): string {
  return element('entry', [
    textElement('id', publicUrl + path),
    textElement('title', title),
    textElement('updated', updated.toISOString()),
    element('link', '', { rel: 'alternate', type: 'text/html', href: publicUrl + path }),
    ...(summary === null || summary === '' ? [] : [textElement('summary', summary)]),
  ]);
}

async function readReleases(data: OpenData, latest: number): Promise<Entry[]> {
  const statement = query
    .selectFrom('release as r')
    .innerJoin('source as s', 's.id', 'r.source_id')
    .where('r.number', '<=', latest)
    .select(['r.number', 'r.released_at', 'r.note', 'r.status', 'r.created', 'r.changed', 'r.closed', 'r.rejected'])
    .select(['s.name', 's.publisher'])
    .orderBy('r.number', 'desc')
    .limit(maxEntries);
  const rows = await inSnapshot(data.database, (client) => execute(client, statement));
  return rows.map(({ number, released_at, note, status, created, changed, closed, rejected, name, publisher }) => ({
    path: pagePath('releases', number),
    title: `Wydanie ${number}: ${name}${status === 'WITHDRAWN' ? ' (wycofane)' : ''}`,
    updated: released_at,
    summary: [
      note,
      `${publisher}. Nowe: ${created}, zmienione: ${changed}, zamknięte: ${closed}, odrzucone: ${rejected}.`,
    ]
      .filter((part) => part !== null)
      .join(' '),
  }));
}

interface ChangedRow {
  readonly slug: string;
  readonly title: string;
  readonly summary: string | null;
  readonly released_at: Date;
}

/** Of texts in two languages the Polish one, where there is one. */
const polish = (column: string) => sql<string>`coalesce(${sql.ref(`${column}_pl`)}, ${sql.ref(`${column}_en`)})`;

interface ChangedEntry {
  readonly slug: string;
  readonly changed_in: number;
  readonly title_pl: string | null;
  readonly title_en: string | null;
  readonly summary_pl: string | null;
  readonly summary_en: string | null;
}

const columns = ['slug', 'changed_in', 'title_pl', 'title_en', 'summary_pl', 'summary_en'] as const;
const changedEntries: Readonly<Record<'practices' | 'calls', AliasedExpression<ChangedEntry, 'e'>>> = {
  practices: query.selectFrom('practice').select(columns).as('e'),
  calls: query.selectFrom('call').select(columns).as('e'),
};

function changed(kind: keyof typeof changedEntries, latest: number) {
  return query
    .selectFrom(changedEntries[kind])
    .innerJoin('release as r', 'r.number', 'e.changed_in')
    .where('e.changed_in', '<=', latest)
    .select(['e.slug', 'r.released_at', polish('e.title').as('title'), polish('e.summary').as('summary')])
    .orderBy('e.changed_in', 'desc')
    .orderBy('e.slug')
    .limit(maxEntries)
    .compile();
}

async function readEntries(
  data: OpenData,
  statement: CompiledQuery<ChangedRow>,
  kind: 'practices' | 'calls',
): Promise<Entry[]> {
  const rows = await inSnapshot(data.database, (client) => execute(client, { compile: () => statement }));
  return rows.map(({ slug, title, summary, released_at }) => ({
    path: pagePath(kind, slug),
    title,
    updated: released_at,
    summary,
  }));
}
