import type { PluralForms } from '#platform/locale.ts';

/** 1 gmina, 2 gminy, 5 gmin, 1,5 gminy. */
export const forms = (one: string, few: string, many: string, other: string): PluralForms => ({
  one,
  few,
  many,
  other,
});
