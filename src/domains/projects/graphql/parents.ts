/** The projects of units, offices, organisations and nodes of the programme tree. */
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import type { LazyPage } from '#graphql/keyset.ts';
import type { ListInput } from '#graphql/ordering.ts';
import { type PageArguments, pageComplexity, pageCost } from '#graphql/pages.ts';
import { Office } from '#offices';
import { cachedRegistry, TerritorialUnit } from '#registry';
import { cachedProjectPlaces } from '../places/reference-data.ts';
import { requiresFullScan } from '../query/filter.ts';
import { projectPage } from '../query/list.ts';
import { defaultOrder, isIndexedInUnits, type ProjectOrder } from '../query/order.ts';
import { projectPageUnder } from '../query/parents.ts';
import type { ProjectRow } from '../query/rows.ts';
import { readFilter } from './filter.ts';
import { Organisation, Programme, Project } from './nodes.ts';
import { projectListArgs } from './order.ts';

type ListArguments = PageArguments & ListInput<object, ProjectOrder>;

/** All projects of the parent are read and put in order. */
export const ofParty = weighed({ ...pageCost, weight: 100 }, (page: ListArguments) => ({
  ...pageComplexity(page),
  field: 100,
}));

function weightInUnit({ filter, orderBy }: ListArguments, includeDescendants: boolean): number {
  const isFollowed = isIndexedInUnits(orderBy ?? defaultOrder) && filter == null;
  if (isFollowed) return includeDescendants ? 50 : 1;
  return includeDescendants ? 1_000 : 100;
}

builder.objectField(TerritorialUnit, 'projects', (t) =>
  t.connection(
    {
      type: Project,
      description:
        'EU-funded projects with a place in the unit, whatever the day. A project that names only the voivodeship is not in its powiats, and one of the whole country is in no unit.',
      args: {
        includeDescendants: t.arg.boolean({
          defaultValue: false,
          required: true,
          description: 'Also those of all units that lie or lay in it.',
        }),
        ...projectListArgs,
      },
      complexity: weighed(
        { ...pageCost, raisedBy: ['includeDescendants', 'filter', 'orderBy'] },
        ({ includeDescendants, ...page }: ListArguments & { readonly includeDescendants: boolean }) => ({
          ...pageComplexity(page),
          field: weightInUnit(page, includeDescendants),
        }),
      ),
      resolve: async ({ unit }, { includeDescendants, filter, orderBy, ...page }, context, info) => {
        const registry = context.release.get(cachedRegistry);
        const keys = includeDescendants
          ? context.release.get(cachedProjectPlaces).within(unit.id, registry, context.today)
          : registry.idsOf(unit);
        const parent = { kind: 'unit', keys, filter: await readFilter(filter, context) } as const;
        return projectPageUnder(context, parent, orderBy ?? defaultOrder, page, info);
      },
    },
    connectionOf(Project),
  ),
);

builder.objectField(Office, 'projects', (t) =>
  t.connection(
    {
      type: Project,
      description: 'EU-funded projects in which it takes part; `participations` states in what role.',
      args: projectListArgs,
      complexity: ofParty,
      resolve: async ({ id }, { filter, orderBy, ...page }, context, info) => {
        const parent = { kind: 'office', keys: [id], filter: await readFilter(filter, context) } as const;
        return projectPageUnder(context, parent, orderBy ?? defaultOrder, page, info);
      },
    },
    connectionOf(Project),
  ),
);

builder.prismaObjectField(Organisation, 'projects', (t) =>
  t.connection(
    {
      type: Project,
      description: 'The projects in which it takes part; `participations` states in what role.',
      args: projectListArgs,
      complexity: ofParty,
      resolve: async ({ id }, { filter, orderBy, ...page }, context, info) => {
        const parent = { kind: 'organisation', keys: [id], filter: await readFilter(filter, context) } as const;
        return projectPageUnder(context, parent, orderBy ?? defaultOrder, page, info);
      },
    },
    connectionOf(Project),
  ),
);

builder.prismaObjectField(Programme, 'projects', (t) =>
  t.connection(
    {
      type: Project,
      description: 'The projects at and below it.',
      args: projectListArgs,
      complexity: weighed({ ...pageCost, raisedBy: ['filter'] }, ({ filter, ...page }: ListArguments) => ({
        ...pageComplexity(page),
        field: filter != null && requiresFullScan(filter) ? 1_000 : 1,
      })),
      select: { level: true },
      resolve: async ({ id, level }, { filter, orderBy, ...page }, context, info) => {
        const own = { programmes: [{ id, level }] };
        const given = await readFilter(filter, context);
        const both = Object.keys(given).length === 0 ? own : { ...own, and: given };
        return projectPage(context, both, orderBy ?? defaultOrder, page, info);
      },
    },
    connectionOf(Project),
  ),
);

/** The projects that a document describes. */
export async function projectsOfCitation(
  slug: string,
  { filter, orderBy, ...page }: ListArguments,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<LazyPage<ProjectRow>> {
  const parent = { kind: 'citation', keys: [slug], filter: await readFilter(filter, context) } as const;
  return projectPageUnder(context, parent, orderBy ?? defaultOrder, page, info);
}
