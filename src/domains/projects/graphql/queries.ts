/** Looking projects up and listing them. */
import { builder } from '#graphql/builder.ts';
import { weighed } from '#graphql/complexity.ts';
import { connectionOf } from '#graphql/connections.ts';
import { type PageArguments, pageComplexity, pageCost } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import { requiresFullScan } from '../query/filter.ts';
import { projectPage } from '../query/list.ts';
import { defaultOrder } from '../query/order.ts';
import { readFilter } from './filter.ts';
import { projectId } from './ids.ts';
import { Project } from './nodes.ts';
import { projectListArgs } from './order.ts';

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
        ? context.loaders.projects.contracted.load(contractNumber ?? '')
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
      args: projectListArgs,
      complexity: weighed(
        { ...pageCost, raisedBy: ['filter'] },
        ({ filter, ...page }: PageArguments & { filter?: object | null | undefined }) => ({
          ...pageComplexity(page),
          field: filter != null && requiresFullScan(filter) ? 1_000 : 1,
        }),
      ),
      resolve: async (_root, { filter, orderBy, ...page }, context, info) =>
        projectPage(context, await readFilter(filter, context), orderBy ?? defaultOrder, page, info),
    },
    connectionOf(Project),
  ),
);
