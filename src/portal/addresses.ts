/** Where each thing has its page. */
import { decodedId } from '#graphql/builder.ts';
import { pagePath } from '#graphql/page-url.ts';
import { addressIn, type Language } from './language.ts';

export const paths = {
  unit: (terc: string): string => pagePath('units', terc),
  office: (code: string): string => pagePath('offices', code),
  /** As the field `url` of the project: the key of its global id. */
  project: (id: string): string => pagePath('projects', decodedId(id)?.id ?? id),
  programme: (id: string): string => pagePath('programmes', decodedId(id)?.id ?? id),
  practice: (slug: string): string => pagePath('practices', slug),
  call: (slug: string): string => pagePath('calls', slug),
  event: (slug: string): string => pagePath('events', slug),
  livingLab: (slug: string): string => pagePath('living-labs', slug),
  metric: (code: string): string => pagePath('metrics', code),
  release: (number: number): string => pagePath('releases', number),
};

/** Where on the page of an office one of its self-assessments stands. */
export function assessmentAnchor({ model, edition, assessedOn }: AssessmentFacts): string {
  return `assessment-${[model, edition, assessedOn]
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')}`;
}

interface AssessmentFacts {
  readonly model: string;
  readonly edition: string;
  readonly assessedOn: string;
}

/** A path with a query, without the parameters that are empty. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.append(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

/** The same data at the same address, with an extension. */
export function dataAddress(
  { path, search, language }: { readonly path: string; readonly search: URLSearchParams; readonly language: Language },
  extension: 'json' | 'csv' | 'png' | 'ics',
): string {
  const named = path === '/' ? '/index' : path;
  return addressIn(language, withQuery(`${named}.${extension}`, Object.fromEntries(search)));
}
