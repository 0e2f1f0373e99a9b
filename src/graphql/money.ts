import { builder } from './builder.ts';

interface MoneyAmount {
  readonly amount: string;
  readonly currency: string;
}

export const Money = builder.objectRef<MoneyAmount>('Money').implement({
  description: 'An exact amount of money.',
  fields: (t) => ({
    amount: t.exposeString('amount', {
      description: 'A decimal number as text, with a point, so that nothing is lost.',
    }),
    currency: t.exposeString('currency', { description: 'ISO 4217 code, such as `PLN` or `EUR`.' }),
  }),
});
