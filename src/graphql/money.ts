import type { Decimal } from '#platform/database/index.ts';
import { builder } from './builder.ts';

interface MoneyAmount {
  readonly amount: string | Decimal;
  readonly currency: string;
}

export const Money = builder.objectRef<MoneyAmount>('Money').implement({
  description: 'An exact amount of money.',
  fields: (t) => ({
    amount: t.expose('amount', { type: 'Decimal', description: 'The amount, with two decimals at least.' }),
    currency: t.exposeString('currency', { description: 'ISO 4217 code, such as `PLN` or `EUR`.' }),
  }),
});
