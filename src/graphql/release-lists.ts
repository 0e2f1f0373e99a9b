/** The list of releases. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Prisma } from '#platform/database/index.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connections.ts';
import type { Context } from './context.ts';
import { type KeysetList, keysetPage } from './keyset.ts';
import { listTotals } from './lists/totals.ts';
import { markLoaded } from './loaded-rows.ts';
import { type Direction, listArgs, orderInput } from './ordering.ts';
import { isNumbers, pageComplexity } from './pages.ts';
import { DateRange, IntRange } from './ranges.ts';
import { Release, ReleaseStatus } from './releases.ts';
import { selectionOfEntries } from './rows.ts';

interface Range<Bound> {
  readonly from?: Bound | null | undefined;
  readonly to?: Bound | null | undefined;
}

interface Filter {
  readonly statuses?: (typeof ReleaseStatus.$inferType)[] | null | undefined;
  readonly sourceKinds?: string[] | null | undefined;
  readonly number?: Range<number> | null | undefined;
  readonly releasedOn?: Range<string> | null | undefined;
  readonly not?: Filter | null | undefined;
}

const ReleaseFilter = builder.inputRef<Filter>('ReleaseFilter');

ReleaseFilter.implement({
  description: 'Filters releases; all conditions must hold.',
  fields: (t) => ({
    statuses: t.field({ type: [ReleaseStatus], description: 'Matches releases with any of these statuses.' }),
    sourceKinds: t.stringList({
      description: 'Matches releases whose source is of any of these kinds, such as `teryt`.',
    }),
    number: t.field({ type: IntRange, description: 'Matches releases by number.' }),
    releasedOn: t.field({ type: DateRange, description: 'Matches releases that were published in these days (UTC).' }),
    not: t.field({ type: ReleaseFilter, description: 'Matches releases that this filter does not match.' }),
  }),
});

const ReleaseOrder = orderInput({
  typename: 'Release',
  things: 'releases',
  fields: { NUMBER: 'By number, which is the order of publication.' },
});

builder.queryField('releases', (t) =>
  t.connection(
    {
      type: Release,
      description: 'Releases, by default the newest first.',
      args: listArgs('releases', ReleaseFilter, ReleaseOrder, 'NUMBER descending'),
      complexity: pageComplexity,
      resolve: (_root, { filter, orderBy, ...page }, context, info) =>
        keysetPage(releaseList(context, filter ?? {}, orderBy?.direction ?? 'DESC', info), page),
    },
    connectionOf(Release),
  ),
);

interface ReleaseKey {
  readonly number: number;
}

function releaseList(
  context: Context,
  filter: Filter,
  direction: Direction,
  info: GraphQLResolveInfo,
): KeysetList<ReleaseKey> {
  const { db, release: current } = context;
  const { select } = selectionOfEntries('Release', context, info);
  const where = { AND: [{ number: { lte: current.number } }, conditionOf(filter)] };
  const isAscending = direction === 'ASC';
  return {
    name: isAscending ? 'releases NUMBER ASC' : 'releases',
    keyOf: ({ number }) => [String(number)],
    isKey: (key) => isNumbers(key, 1),
    fetch: async ({ after, before, backwards, limit }) => {
      const [low, high] = isAscending ? [after, before] : [before, after];
      const range = {
        ...(low === null ? {} : { gt: Number(low[0]) }),
        ...(high === null ? {} : { lt: Number(high[0]) }),
      };
      const rows: ReleaseKey[] = await db.prisma.release.findMany({
        where: { AND: [where, { number: range }] },
        orderBy: { number: isAscending === backwards ? 'desc' : 'asc' },
        take: limit,
        select: { ...select, number: true },
      });
      return rows.map(markLoaded);
    },
    count: () =>
      current.get(listTotals).count('release', JSON.stringify(filter), () => db.prisma.release.count({ where })),
  };
}

function conditionOf({ statuses, sourceKinds, number, releasedOn, not }: Filter): Prisma.ReleaseWhereInput {
  return {
    ...(statuses == null ? {} : { status: { in: statuses } }),
    ...(sourceKinds == null ? {} : { source: { kind: { in: sourceKinds } } }),
    ...(number == null ? {} : { number: bounds(number.from, number.to) }),
    ...(releasedOn == null ? {} : { releasedAt: daysBetween(releasedOn) }),
    ...(not == null ? {} : { NOT: conditionOf(not) }),
  };
}

function bounds(from: number | null | undefined, to: number | null | undefined) {
  return { ...(from == null ? {} : { gte: from }), ...(to == null ? {} : { lte: to }) };
}

function daysBetween({ from, to }: Range<string>) {
  return {
    ...(from == null ? {} : { gte: new Date(from) }),
    ...(to == null ? {} : { lte: new Date(`${to}T23:59:59.999Z`) }),
  };
}
