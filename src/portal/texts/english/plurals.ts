import type { PluralForms } from '#platform/locale.ts';

/** 1 unit, 2 units. */
export const forms = (one: string, other: string): PluralForms => ({ one, other });
