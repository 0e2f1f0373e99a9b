/** Values of enums that a form offers. */
import { label } from './labels.ts';
import type { PageRequest } from './page.ts';

/** An address made by hand chooses what the form does not offer. */
export class WrongChoice extends Error {
  readonly given: string;
  readonly offered: readonly string[];

  constructor(given: string, offered: readonly string[]) {
    super(`${given} is none of ${offered.join(', ')}`);
    this.given = given;
    this.offered = offered;
  }
}

/** Null where nothing was chosen. */
export function choiceOf<Value extends string>(text: string | null, values: readonly Value[]): Value | null {
  if (!text) return null;
  const choice = values.find((value) => value === text);
  if (choice === undefined) throw new WrongChoice(text, values);
  return choice;
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
