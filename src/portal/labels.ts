/** Values of enums in the words of the page's language: the labels that the API has. */
import { labelOf } from '#graphql/labels.ts';
import type { PageRequest } from './page.ts';

export function label({ language }: PageRequest, enumName: string, value: string | null | undefined): string {
  return value == null ? '' : labelOf(enumName, value, language);
}
