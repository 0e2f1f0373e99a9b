/** What happens to a practice later: who takes it over, and what it turns out to cost and to bring. */
import { builder } from '#graphql/builder.ts';
import { Money } from '#graphql/money.ts';
import type { CostOrBenefit as CostOrBenefitData } from '../model.ts';
import { Actor } from './actors.ts';
import { Adoption, CostBenefit, commonFields, entriesOf, nodeOf, Practice } from './entries.ts';
import { PartialDate } from './parts.ts';
import { detailOf, text, title } from './texts.ts';

builder.node(Adoption, {
  description: 'That one office took a practice over from another.',
  ...nodeOf('ADOPTION'),
  fields: (t) => ({
    ...commonFields<'ADOPTION'>(t),
    practice: t.field({
      type: Practice,
      description: 'What was taken over.',
      resolve: ({ outline }, _args, context) => entriesOf(context).target('PRACTICE', outline.practice),
    }),
    adopter: t.field({ type: Actor, description: 'Who took it over.', resolve: ({ outline }) => outline.adopter }),
    from: t.field({
      type: Actor,
      nullable: true,
      description: 'From whom; null when no source says.',
      resolve: ({ outline }) => outline.from,
    }),
    on: t.field({ type: PartialDate, nullable: true, description: 'When.', resolve: ({ outline }) => outline.on }),
    changes: text(t, 'What was changed.', async (entry, context) => (await detailOf(entry, context)).changes),
    url: t.string({
      nullable: true,
      description: 'Where it can be read.',
      resolve: async (entry, _args, context) => (await detailOf(entry, context)).url,
    }),
  }),
});

const CostOrBenefit = builder.objectRef<CostOrBenefitData>('CostOrBenefit').implement({
  description: 'One cost or one benefit of a practice.',
  fields: (t) => ({
    what: title(t, 'What it is.', ({ what }) => what),
    money: t.expose('money', {
      type: Money,
      nullable: true,
      description: 'How much it is in money over the assessed period; null when it was not put into money.',
    }),
  }),
});

builder.node(CostBenefit, {
  description: 'An assessment of the costs and benefits of a practice.',
  ...nodeOf('COST_BENEFIT'),
  fields: (t) => ({
    ...commonFields<'COST_BENEFIT'>(t),
    practice: t.field({
      type: Practice,
      description: 'What was assessed.',
      resolve: ({ outline }, _args, context) => entriesOf(context).target('PRACTICE', outline.practice),
    }),
    from: t.field({
      type: PartialDate,
      nullable: true,
      description: 'The beginning of the assessed period.',
      resolve: ({ outline }) => outline.from,
    }),
    to: t.field({
      type: PartialDate,
      nullable: true,
      description: 'The end of the assessed period.',
      resolve: ({ outline }) => outline.to,
    }),
    assessedBy: t.field({
      type: Actor,
      nullable: true,
      description: 'Who assessed it.',
      resolve: ({ outline }) => outline.assessedBy,
    }),
    method: text(t, 'How it was assessed.', async (entry, context) => (await detailOf(entry, context)).method),
    costs: t.field({
      type: [CostOrBenefit],
      description: 'The costs.',
      resolve: async (entry, _args, context) => [...((await detailOf(entry, context)).costs ?? [])],
    }),
    benefits: t.field({
      type: [CostOrBenefit],
      description: 'The benefits.',
      resolve: async (entry, _args, context) => [...((await detailOf(entry, context)).benefits ?? [])],
    }),
    url: t.string({
      nullable: true,
      description: 'Where it can be read.',
      resolve: async (entry, _args, context) => (await detailOf(entry, context)).url,
    }),
  }),
});
