/** What offices set out to improve after an assessment. */
import { builder } from '#graphql/builder.ts';
import { pagePath, shownAtField } from '#graphql/page-url.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { Office } from '#offices';
import { ImprovementActionState } from './enums.ts';

export const ImprovementAction = builder.prismaNode('ImprovementAction', {
  description: 'An improvement action of an office.',
  id: { field: 'id', description: 'Global id; made from the office and the title.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.metrics.assessments.action) },
  fields: (t) => ({
    url: t.string({
      select: { officeId: true },
      ...shownAtField<{ officeId: string }>(({ officeId }) => pagePath('offices', officeId)),
    }),
    title: t.exposeString('title', { description: 'What is to be done.' }),
    state: t.expose('state', { type: ImprovementActionState, description: 'Its status.' }),
    dueOn: t.expose('dueOn', {
      type: 'Date',
      nullable: true,
      description: 'The due date; null where it is not stated.',
    }),
    criterion: t.exposeString('criterion', {
      nullable: true,
      description: 'The code of the criterion that it is about; null where it is not stated.',
    }),
    office: t.field({
      type: Office,
      description: 'The office whose action it is.',
      select: { officeId: true },
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.get(officeId, info),
    }),
    source: t.field({ ...rowSource, description: 'The file that last changed it.' }),
    release: t.field({ ...rowRelease, description: 'The release that last changed it.' }),
  }),
});

builder.objectFields(Office, (t) => ({
  improvementActions: t.field({
    type: [ImprovementAction],
    description: 'Its improvement actions.',
    resolve: ({ id }, _args, { loaders }, info) =>
      loaders.metrics.assessments.actionsOfOffice.load(id, info, undefined),
  }),
}));
