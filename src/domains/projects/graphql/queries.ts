/** Looking projects up and listing them, also from the units in which they are. */

import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import { connectionOf } from '#graphql/connections.ts';
import { type PageArguments, pageComplexity, pageCost } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { heldRegistry, TerritorialUnit } from '#registry';
import { heldProjectPlaces } from '../places/held.ts';
import { looksAtAll } from '../query/filter.ts';
import { projectPage, projectPageOfUnits } from '../query/list.ts';
import { isIndexedInUnits, type ProjectOrder, usualOrder } from '../query/order.ts';
import { ProjectFilterInput, readFilter } from './filter.ts';
import { contracted, projectId } from './ids.ts';
import { Project } from './nodes.ts';
import { orderArgument, ProjectOrderInput } from './order.ts';

builder.queryField('project', (t) =>
  t.field({
    type: Project,
    nullable: true,
    description:
      'The project with an id or a contract number; null when there is none. Give exactly one. Of several rows under one contract number the one that keeps it alone is given; see docs/projects.md.',
    args: {
      id: t.arg.id({ description: projectId.description('The project') }),
      contractNumber: t.arg.string({
        description:
          'The number of its contract or decision; blanks, a leading `UDA-` and the number of an annex do not matter.',
      }),
    },
    resolve: async (_root, { id, contractNumber }, context, info) => {
      if ((id == null) === (contractNumber == null)) {
        const count = id == null ? 'None' : 'More than one';
        throw new BadInputError(`${count} of "id" and "contractNumber" was given.`, 'Give exactly one of them.', {
          polish: 'Podaj dokładnie jedno z "id" i "contractNumber".',
        });
      }
      const found = await (id == null
        ? contracted(contractNumber ?? '', context.db)
        : projectId.find(id, 'id', context));
      return found === null ? null : context.loaders.projects.byId.load(found, info);
    },
  }),
);

builder.queryField('projects', (t) =>
  t.connection(
    {
      type: Project,
      description: 'EU-funded projects, by default the latest start first.',
      args: {
        filter: t.arg({ type: ProjectFilterInput, description: 'Which projects; without it all.' }),
        orderBy: t.arg({ type: ProjectOrderInput, description: orderArgument }),
      },
      complexity: weighed(
        { ...pageCost, raisedBy: ['filter'] },
        ({ filter, ...page }: PageArguments & { filter?: object | null | undefined }) => ({
          ...pageComplexity(page),
          field: filter != null && looksAtAll(filter) ? 1_000 : 1,
        }),
      ),
      resolve: (_root, { filter, orderBy, ...page }, context, info) =>
        projectPage(context, readFilter(filter, context), orderBy ?? usualOrder, page, info),
    },
    connectionOf(Project),
  ),
);

interface UnitProjectsArguments {
  readonly includeDescendants: boolean;
  readonly orderBy?: ProjectOrder | null | undefined;
}

function weightOf(includeDescendants: boolean, order: ProjectOrder): number {
  if (isIndexedInUnits(order)) return includeDescendants ? 50 : 1;
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
        orderBy: t.arg({ type: ProjectOrderInput, description: orderArgument }),
      },
      complexity: weighed(
        { ...pageCost, raisedBy: ['includeDescendants', 'orderBy'] },
        ({ includeDescendants, orderBy, ...page }: PageArguments & UnitProjectsArguments) => ({
          ...pageComplexity(page),
          field: weightOf(includeDescendants, orderBy ?? usualOrder),
        }),
      ),
      resolve: ({ unit }, { includeDescendants, orderBy, ...page }, context, info) => {
        const registry = context.release.get(heldRegistry);
        const ids = includeDescendants
          ? context.release.get(heldProjectPlaces).within(unit.id, registry, context.today)
          : registry.idsOf(unit);
        return projectPageOfUnits(context, ids, orderBy ?? usualOrder, page, info);
      },
    },
    connectionOf(Project),
  ),
);
