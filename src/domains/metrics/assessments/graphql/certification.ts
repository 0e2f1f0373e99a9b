/** Certificates of offices. */
import { builder } from '#graphql/builder.ts';
import { pagePath, shownAtField } from '#graphql/page-url.ts';
import { rowRelease, rowSource } from '#graphql/releases.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { Office } from '#offices';
import { dayOf } from '#platform/days.ts';

const Certification = builder.prismaNode('Certification', {
  description: 'A certificate of an office, such as ISO 9001.',
  id: { field: 'id', description: 'Global id; made from the office, the standard and the first day.' },
  select: { id: true },
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.metrics.assessments.certification) },
  fields: (t) => ({
    url: t.string({
      select: { officeId: true },
      ...shownAtField<{ officeId: string }>(({ officeId }) => pagePath('offices', officeId)),
    }),
    standard: t.exposeString('standard', { description: 'The standard.' }),
    body: t.exposeString('body', {
      nullable: true,
      description: 'The certification body; null where it is not stated.',
    }),
    validFrom: t.expose('validFrom', { type: 'Date', description: 'The first day of its validity.' }),
    validTo: t.expose('validTo', {
      type: 'Date',
      nullable: true,
      description: 'The last day of its validity; null where it is not stated.',
    }),
    isValid: t.boolean({
      description: 'Whether it is valid on a day, as far as known.',
      args: { on: t.arg({ type: 'Date', description: 'The day; by default today.' }) },
      select: { validFrom: true, validTo: true },
      resolve: ({ validFrom, validTo }, { on }, context) => {
        const day = on ?? context.today;
        return dayOf(validFrom) <= day && (validTo === null || day <= dayOf(validTo));
      },
    }),
    office: t.field({
      type: Office,
      description: 'The office that is certified.',
      select: { officeId: true },
      resolve: ({ officeId }, _args, { loaders }, info) => loaders.offices.office.get(officeId, info),
    }),
    source: t.field({ ...rowSource, description: 'The file that last changed it.' }),
    release: t.field({ ...rowRelease, description: 'The release that last changed it.' }),
  }),
});

builder.objectFields(Office, (t) => ({
  certifications: t.field({
    type: [Certification],
    description: 'Its certificates, the newest first.',
    resolve: ({ id }, _args, { loaders }, info) =>
      loaders.metrics.assessments.certificationsOfOffice.load(id, info, undefined),
  }),
}));
