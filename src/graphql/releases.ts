/** Releases, the sources they came from and the rows they could not take. */
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { isNumbers, type Ordering, type Page, pageComplexity, pageOf } from './pages.ts';

export const Source = builder.loadableNode('Source', {
  description: 'An official file, or another input, that public data came from.',
  id: { resolve: ({ id }) => id, description: 'Global id; the same file read for the same day has the same.' },
  load: (ids: string[], { db }: Context) => db.prisma.source.findMany({ where: { id: { in: ids } } }),
  toKey: ({ id }) => id,
  sort: true,
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is.' }),
    publisher: t.exposeString('publisher', { description: 'Who publishes it.' }),
    url: t.exposeString('url', { description: 'Where its publisher offers it.' }),
    fileName: t.exposeString('fileName', { description: 'The name of the file that was loaded, without folders.' }),
    sha256: t.exposeString('sha256', { description: 'SHA-256 of the bytes that were loaded, 64 hexadecimal digits.' }),
    asOf: t.field({
      type: 'Date',
      description: 'The day whose state it tells.',
      resolve: ({ asOf }) => asOf.toISOString().slice(0, 10),
    }),
    licence: t.exposeString('licence', { description: 'The terms under which it may be used again.' }),
  }),
});

/** `<release>:<ordinal>` */
const RejectedRow = builder.loadableObject('RejectedRow', {
  description: 'A row of a source that could not be taken.',
  load: async (keys: string[], { db }: Context) => {
    const places = keys.map((key) => key.split(':').map(Number) as [number, number]);
    return db.prisma.problem.findMany({
      where: {
        release: { in: [...new Set(places.map(([release]) => release))] },
        ordinal: { in: [...new Set(places.map(([, ordinal]) => ordinal))] },
      },
    });
  },
  toKey: ({ release, ordinal }): string => `${release}:${ordinal}`,
  sort: true,
  fields: (t) => ({
    row: t.exposeInt('row', {
      description: 'Its line in the file, or its number among the records of an XML or JSON file, from 1.',
    }),
    column: t.exposeString('column', {
      nullable: true,
      description: 'The column at fault; null when it is the whole row.',
    }),
    reason: t.exposeString('reason', { description: 'Why it was not taken, and how to mend it.' }),
    original: t.exposeString('original', { description: 'The row as it stands in the file; a very long one is cut.' }),
  }),
});

export const Release = builder.loadableNode('Release', {
  description:
    'One published state of the hub. Public data changes only from one release to the next, so a release number is what an answer can be cached and cited by.',
  id: {
    resolve: ({ number }) => String(number),
    parse: (id) => (/^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0),
    description: 'Global id.',
  },
  load: (numbers: number[], { db, release }: Context) =>
    db.prisma.release.findMany({ where: { number: { in: numbers, lte: release.number } } }),
  toKey: ({ number }) => number,
  sort: true,
  fields: (t) => ({
    number: t.exposeInt('number', { description: '1, 2, 3 …' }),
    releasedAt: t.expose('releasedAt', { type: 'DateTime', description: 'When it was published.' }),
    note: t.exposeString('note', { nullable: true, description: 'What the operator said of it.' }),
    source: t.field({ type: Source, description: 'What it was made from.', resolve: ({ sourceId }) => sourceId }),
    records: t.exposeInt('records', {
      description: 'Records of the source: created + changed + unchanged + duplicates + rejected.',
    }),
    created: t.exposeInt('created', { description: 'Records that brought something new.' }),
    changed: t.exposeInt('changed', { description: 'Records that changed what was known.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Records that said what was known.' }),
    closed: t.exposeInt('closed', { description: 'Things that stood before this release and stand no more.' }),
    duplicates: t.exposeInt('duplicates', { description: 'Records that repeat another of the same source.' }),
    rejected: t.exposeInt('rejected', { description: 'Records that could not be taken; see rejectedRows.' }),
  }),
});

builder.objectField(Release, 'rejectedRows', (t) =>
  t.connection({
    type: RejectedRow,
    description: 'The records that could not be taken, in the order of the file.',
    complexity: pageComplexity,
    resolve: ({ number, rejected }, args) => {
      const ordinals = Array.from({ length: rejected }, (_, index) => index + 1);
      return withNodes(pageOf(ordinals, args, numbered('rejected', 'ascending')), (ordinal) => `${number}:${ordinal}`);
    },
  }),
);

builder.queryField('release', (t) =>
  t.field({
    type: Release,
    nullable: true,
    description: 'One release by its number, or the latest. Null when there is none with that number.',
    args: { number: t.arg.int({ description: 'Without it the latest.' }) },
    resolve: (_root, args, { release }) => {
      const number = args.number ?? release.number;
      return number >= 1 && number <= release.number ? number : null;
    },
  }),
);

builder.queryField('releases', (t) =>
  t.connection({
    type: Release,
    description: 'All releases, the newest first.',
    complexity: pageComplexity,
    resolve: (_root, args, { release }) => {
      const numbers = Array.from({ length: release.number }, (_, index) => release.number - index);
      return pageOf(numbers, args, numbered('releases', 'descending'));
    },
  }),
);

/** Numbers run without gaps, so that a page of them needs no query. */
function numbered(name: string, direction: 'ascending' | 'descending'): Ordering<number> {
  const sign = direction === 'ascending' ? 1 : -1;
  return {
    name,
    keyOf: (number) => [String(number)],
    isKey: (key) => isNumbers(key, 1),
    compareKeys: ([a], [b]) => sign * (Number(a) - Number(b)),
  };
}

function withNodes<T, N>(page: Page<T>, nodeOf: (entry: T) => N): Page<N> {
  return { ...page, edges: page.edges.map(({ cursor, node }) => ({ cursor, node: nodeOf(node) })) };
}
