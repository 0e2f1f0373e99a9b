/** A living lab: where innovations are worked out, tried and improved under real conditions. */
import { builder } from '#graphql/builder.ts';
import { pageUrlField } from '#graphql/page-url.ts';
import { nodesByIds } from '#graphql/rows.ts';
import { Organiser } from './actors.ts';
import { commonFields } from './common.ts';
import { FieldsOf } from './fields.ts';
import { LivingLabStage } from './parts.ts';

const lab = new FieldsOf<'LivingLab'>();

export const LivingLab = builder.prismaNode('LivingLab', {
  description:
    'A living lab (laboratorium innowacji): innovations are worked out, tried and improved under real conditions with those who will use them.',
  select: { slug: true },
  nullable: true,
  extensions: { nodesByIds: nodesByIds(({ loaders }) => loaders.practices.livingLab) },
  id: { field: 'slug', description: 'Global id; made from the slug.' },
  fields: (t) => ({
    ...commonFields(t, ({ loaders }, slug, info) => loaders.practices.citationsOfLivingLab.load(slug, info)),
    url: t.string({ select: { slug: true }, ...pageUrlField('living-labs', ({ slug }: { slug: string }) => slug) }),
    title: lab.title(t, 'titlePl', 'titleEn', 'Its title.'),
    summary: lab.text(t, 'summaryPl', 'summaryEn', 'What it is about.'),
    organisers: lab.many(
      t,
      'slug',
      Organiser,
      ({ loaders }, slug, info) => loaders.practices.organisersOfLivingLab.load(slug, info),
      'Who leads it.',
    ),
    stages: lab.values(t, 'stages', LivingLabStage, 'Its stages, in their order.'),
  }),
});
