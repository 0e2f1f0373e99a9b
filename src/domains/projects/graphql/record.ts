/** The rows of lists that state a project, as they stand there. */
import { builder } from '#graphql/builder.ts';
import { pagePath, shownAtField } from '#graphql/page-url.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { ProjectList } from './enums.ts';
import { Project } from './nodes.ts';

const few = { field: 1, multiplier: 2 };

const ProjectRecord = builder.prismaNode('ProjectRecord', {
  description: 'A row of a list that states a project, as it stands there.',
  id: { resolve: ({ projectId, list }) => `${projectId}:${list}`, description: 'Global id.' },
  findUnique: (id) => {
    const [projectId = '', list = ''] = id.split(':');
    return { projectId_list: { projectId, list: list as typeof ProjectList.$inferType } };
  },
  select: { projectId: true, list: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.projects.recordById) },
  fields: (t) => ({
    list: t.expose('list', { type: ProjectList, description: 'The list.' }),
    url: t.string({
      select: { projectId: true },
      ...shownAtField<{ projectId: string }>(({ projectId }) => pagePath('projects', projectId)),
    }),
    source: t.field({ ...rowSource, description: 'The edition that first had the row so.' }),
    sheet: t.exposeString('sheet', { description: 'The sheet of the workbook; empty for a csv file.' }),
    row: t.exposeInt('row', { description: 'The row of the sheet or line of the file, from 1.' }),
    occurrences: t.exposeInt('occurrences', {
      description: 'How often the same row stands in the list; more than once only where the list repeats it.',
    }),
    originalRow: t.field({
      type: 'JSON',
      description:
        'The cells by their headings, as they stand there; a heading that comes twice has ` (2)` behind it. Days in workbooks are serial numbers.',
      resolve: async ({ projectId, list }, _args, { loaders }) =>
        (await loaders.projects.originals.load(projectId))[list],
    }),
    lastSeen: t.expose('seenAsOf', { type: 'Date', description: 'The day of the newest edition that shows the row.' }),
    release: t.field({ ...rowRelease, description: 'The release that last changed it.' }),
  }),
});

builder.prismaObjectFields(Project, (t) => ({
  records: t.field({
    type: [ProjectRecord],
    complexity: few,
    description: 'The rows of all lists that state it, as they stand there.',
    resolve: ({ id }, _args, { loaders }, info) => loaders.projects.records.load(id, info),
  }),
  originalRow: t.field({
    type: 'JSON',
    nullable: true,
    description: 'The row that its values come from, its cells by their headings; null when a document states it.',
    select: { list: true },
    resolve: async ({ id, list }, _args, { loaders }) => (await loaders.projects.originals.load(id))[list] ?? null,
  }),
}));
