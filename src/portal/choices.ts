/** Values of enums that a form offers. */
import { label } from './labels.ts';
import type { PageRequest } from './page.ts';

/** Null for what the form does not offer: an address made by hand shows everything. */
export function choiceOf<Value extends string>(text: string | null, values: readonly Value[]): Value | null {
  return values.find((value) => value === text) ?? null;
}

/** What was typed into a form, as a filter of lists takes it. */
export function given(text: string | null): string[] | null {
  return text ? [text] : null;
}

/** What a form offers one of, and a filter takes several of. */
export function chosen<Value extends string>(text: string | null, values: readonly Value[]): Value[] | null {
  const choice = choiceOf(text, values);
  return choice === null ? null : [choice];
}

export function choices(
  request: PageRequest,
  enumName: string,
  values: readonly string[],
): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: label(request, enumName, value) }));
}
