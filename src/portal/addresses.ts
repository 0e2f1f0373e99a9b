/** Where each thing has its page. */
import { addressIn, type Language } from './language.ts';

const segment = (key: string): string => encodeURIComponent(key);

export const paths = {
  unit: (terc: string): string => `/units/${segment(terc)}`,
  office: (code: string): string => `/offices/${segment(code)}`,
  project: (id: string): string => `/projects/${segment(id)}`,
  practice: (slug: string): string => `/practices/${segment(slug)}`,
  call: (slug: string): string => `/calls/${segment(slug)}`,
  event: (slug: string): string => `/events/${segment(slug)}`,
  livingLab: (slug: string): string => `/living-labs/${segment(slug)}`,
  metric: (code: string): string => `/metrics/${segment(code)}`,
  release: (number: number): string => `/releases/${number}`,
};

/** A path with a query, without the parameters that are empty. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.append(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

export function localPath(language: Language, path: string): string {
  return addressIn(language, path);
}
