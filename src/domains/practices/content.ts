/** The content of an entry as a tree of JSON, walked by the names of its properties. */
import type { LocalText } from './model.ts';

export type Content = Readonly<Record<string, unknown>>;

/** A place in the content: `['sessions', 0, 'theme']`. */
export type Path = readonly (string | number)[];

export function isText(value: unknown): value is LocalText {
  return typeof value === 'string' || (isObject(value) && typeof value['pl'] === 'string');
}

export function polishOf(text: LocalText): string {
  return typeof text === 'string' ? text : text.pl;
}

export function englishOf(text: LocalText): string | null {
  return typeof text === 'string' ? null : text.en;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every value that is no object or list, with its place. */
export function* leavesOf(
  value: unknown,
  path: Path = [],
): Generator<{ readonly path: Path; readonly value: unknown }> {
  if (typeof value !== 'object' || value === null) {
    yield { path, value };
    return;
  }
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, inner] of entries) yield* leavesOf(inner, [...path, key]);
}

/** The last name in a path that is not a position in a list. */
export function propertyOf(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? '');
}

/** What is written for people, and no code, reference or address. */
const notForPeople = new Set([
  'role',
  'type',
  'kind',
  'stage',
  'innovation',
  'outcome',
  'admission',
  'tier',
  'tiers',
  'of',
  'office',
  'unit',
  'project',
  'id',
  'projectId',
  'period',
  'fund',
  'value',
  'eligibleCost',
  'publicSupport',
  'euContribution',
  'score',
  'scoreMost',
  'module',
  'currency',
  'amount',
  'field',
  'citations',
  'plannedCitation',
  'actualCitation',
  'url',
  'resultsUrl',
]);

export function textsIn(content: Content): string[] {
  return [...leavesOf(content)].flatMap(({ path, value }) =>
    typeof value === 'string' && !notForPeople.has(propertyOf(path)) ? [value] : [],
  );
}

/** The same for equal content, whatever the order of its properties. */
export function fingerprintOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
