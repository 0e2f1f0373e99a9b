/** Ranges of filters: `from` and `to` belong to them, and either may be left out. */
import { builder } from './builder.ts';

const bounds = {
  from: 'The lower bound, included; none without it.',
  to: 'The upper bound, included; none without it.',
};

export const IntRange = builder.inputType('IntRange', {
  description: 'A range of whole numbers, bounds included.',
  fields: (t) => ({
    from: t.int({ description: bounds.from }),
    to: t.int({ description: bounds.to }),
  }),
});

export const DecimalRange = builder.inputType('DecimalRange', {
  description: 'A range of decimal numbers, bounds included.',
  fields: (t) => ({
    from: t.field({ type: 'Decimal', description: bounds.from }),
    to: t.field({ type: 'Decimal', description: bounds.to }),
  }),
});

export const DateRange = builder.inputType('DateRange', {
  description: 'A range of days, bounds included.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: bounds.from }),
    to: t.field({ type: 'Date', description: bounds.to }),
  }),
});
