/** What a project costs, and who pays it. */
import { builder } from '#graphql/builder.ts';
import { Money } from '#graphql/money.ts';
import type { Decimal } from '#platform/database/index.ts';
import { divided, moneyOf } from './money.ts';
import { Project } from './nodes.ts';

const amountFields = {
  value: 'The total value, in PLN; of Interreg and Kohesio in EUR. Null when the list does not state it.',
  eligibleCost: 'The eligible cost; the lists of 2021-2027 and the map of grants state none.',
  publicSupport: 'All public support; of lists only that of 2007-2013 states it.',
  euContribution: "The European Union's contribution; null when the list does not state it.",
} as const;

interface Converted {
  readonly value: Decimal | null;
  readonly euContribution: Decimal | null;
  readonly euroRate: Decimal;
}

const ConvertedAmounts = builder.objectRef<Converted>('ConvertedAmounts').implement({
  description: 'Amounts of a project in euro, at the rate that its list states for it. Rounded to cents.',
  fields: (t) => ({
    rate: t.field({
      type: 'Decimal',
      description: 'Złote for one euro.',
      resolve: ({ euroRate }) => euroRate,
    }),
    rateSource: t.string({
      description: 'Where the rate comes from.',
      resolve: () => 'Column "Kurs EURO" of the list of projects 2021-2027 (CST2021)',
    }),
    value: t.field({
      type: Money,
      nullable: true,
      description: 'The total value in EUR.',
      resolve: ({ value, euroRate }) => inEuro(value, euroRate),
    }),
    euContribution: t.field({
      type: Money,
      nullable: true,
      description: "The European Union's contribution in EUR.",
      resolve: ({ euContribution, euroRate }) => inEuro(euContribution, euroRate),
    }),
  }),
});

function inEuro(amount: Decimal | null, rate: Decimal): { amount: string; currency: string } | null {
  return moneyOf(amount === null ? null : divided(amount.toFixed(), rate.toFixed()), 'EUR');
}

builder.prismaObjectFields(Project, (t) => ({
  currency: t.exposeString('currency', { description: 'The currency of its amounts, ISO 4217: `PLN` or `EUR`.' }),
  value: t.field({
    type: Money,
    nullable: true,
    description: amountFields.value,
    select: { value: true, currency: true },
    resolve: ({ value, currency }) => moneyOf(value, currency),
  }),
  eligibleCost: t.field({
    type: Money,
    nullable: true,
    description: amountFields.eligibleCost,
    select: { eligibleCost: true, currency: true },
    resolve: ({ eligibleCost, currency }) => moneyOf(eligibleCost, currency),
  }),
  publicSupport: t.field({
    type: Money,
    nullable: true,
    description: amountFields.publicSupport,
    select: { publicSupport: true, currency: true },
    resolve: ({ publicSupport, currency }) => moneyOf(publicSupport, currency),
  }),
  euContribution: t.field({
    type: Money,
    nullable: true,
    description: amountFields.euContribution,
    select: { euContribution: true, currency: true },
    resolve: ({ euContribution, currency }) => moneyOf(euContribution, currency),
  }),
  euRate: t.expose('euRate', {
    type: 'Decimal',
    nullable: true,
    description: "The European Union's part of the eligible cost in per cent, as the list states it.",
  }),
  inEuro: t.field({
    type: ConvertedAmounts,
    nullable: true,
    description:
      'Its amounts in euro, where its list states a rate for it (2021-2027 only); null otherwise: no other rate is applied.',
    select: { euroRate: true, currency: true, value: true, euContribution: true },
    resolve: ({ euroRate, currency, ...amounts }) =>
      euroRate === null || currency !== 'PLN' ? null : { ...amounts, euroRate },
  }),
}));
