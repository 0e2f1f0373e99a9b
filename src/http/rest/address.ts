/** The address that answers an operation with these variables, without the host. */

import type { PublishedQuery } from './operation.ts';
import { isJsonParameter } from './query-values.ts';

export const restPrefix = '/api/v1/';

export function addressOf(query: PublishedQuery, variables: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const { name, type } of query.parameters) {
    const value = variables[name];
    if (value === undefined || value === null) continue;
    if (isJsonParameter(type)) search.append(name, JSON.stringify(value));
    else for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return `${restPrefix}${query.name}${text === '' ? '' : `?${text}`}`;
}
