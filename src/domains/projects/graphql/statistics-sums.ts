/** Sums of amounts for each currency. */
import { builder } from '#graphql/builder.ts';
import { Money } from '#graphql/money.ts';
import type { AmountSums, CurrencySums } from '../query/statistics.ts';
import { moneyOf } from './money.ts';

type Summary = AmountSums & { readonly currency: string };

const AmountSummary = builder.objectRef<Summary>('AmountSummary').implement({
  description: 'Summary statistics of an amount over projects.',
  fields: (t) => ({
    sum: t.field({
      type: Money,
      nullable: true,
      description: 'The sum; null when no project states the amount.',
      resolve: ({ sum, currency }) => moneyOf(sum, currency),
    }),
    average: t.field({
      type: Money,
      nullable: true,
      description: 'The mean over the projects that state it, rounded to hundredths.',
      resolve: ({ average, currency }) => moneyOf(average, currency),
    }),
    count: t.exposeInt('count', { description: 'How many projects state it.' }),
  }),
});

export const CurrencyStatistics = builder.objectRef<CurrencySums>('ProjectCurrencyStatistics').implement({
  description: 'Sums of the projects whose amounts are in one currency. Currencies are never added up.',
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'ISO 4217 code.' }),
    count: t.exposeInt('count', { description: 'How many projects.' }),
    value: t.field({
      type: AmountSummary,
      description: 'The total values.',
      resolve: ({ value, currency }) => ({ ...value, currency }),
    }),
    eligibleCost: t.field({
      type: AmountSummary,
      description: 'The eligible costs.',
      resolve: ({ eligibleCost, currency }) => ({ ...eligibleCost, currency }),
    }),
    euContribution: t.field({
      type: AmountSummary,
      description: "The European Union's contributions.",
      resolve: ({ euContribution, currency }) => ({ ...euContribution, currency }),
    }),
  }),
});
