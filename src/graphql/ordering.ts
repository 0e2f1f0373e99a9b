import { builder } from './builder.ts';

/** The direction in which a list is ordered. */
export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'The direction of an order.',
  values: {
    ASC: { description: 'Ascending.' },
    DESC: { description: 'Descending.' },
  } as const,
});
