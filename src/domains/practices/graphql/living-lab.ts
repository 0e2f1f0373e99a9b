/** A living lab: where innovations are worked out, tried and improved under real conditions. */
import { builder } from '#graphql/builder.ts';
import { Organiser } from './actors.ts';
import { Call, commonFields, entriesField, LivingLab, nodeOf, Practice } from './entries.ts';
import { LivingLabStage } from './parts.ts';
import { detailOf, text, title } from './texts.ts';

builder.node(LivingLab, {
  description:
    'A living lab (laboratorium innowacji): innovations are worked out, tried and improved under real conditions with those who will use them.',
  ...nodeOf('LIVING_LAB'),
  fields: (t) => ({
    ...commonFields<'LIVING_LAB'>(t),
    title: title(t, 'Its title.', ({ outline }) => outline.title),
    summary: text(t, 'What it is about.', async (entry, context) => (await detailOf(entry, context)).summary),
    organisers: t.field({
      type: [Organiser],
      description: 'Who leads it.',
      resolve: ({ outline }) => [...(outline.organisers ?? [])],
    }),
    stages: t.field({
      type: [LivingLabStage],
      description: 'Its stages, in their order.',
      resolve: async (entry, _args, context) => [...((await detailOf(entry, context)).stages ?? [])],
    }),
    practices: entriesField(t, Practice, 'PRACTICE', 'The practices that came out of it, by title.', ({ slug }, all) =>
      all.leadingTo('PRACTICE', 'LIVING_LAB', slug),
    ),
    calls: entriesField(t, Call, 'CALL', 'The calls for its participants, the latest first.', ({ slug }, all) =>
      all.leadingTo('CALL', 'LIVING_LAB', slug),
    ),
  }),
});
