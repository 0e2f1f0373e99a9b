/** What a file states of one entry, laid over what is known of it. */
import { type Content, isObject } from './content.ts';
import type { RecordKind } from './model.ts';
import type { KnownEntry } from './store/read.ts';

/** Properties that are left out stay, null takes one away. */
export interface Statement {
  readonly kind: RecordKind;
  readonly slug: string;
  readonly properties: Content;
}

/** What an import states of a property that editors correct. */
export interface Overruled {
  readonly kind: RecordKind;
  readonly slug: string;
  readonly property: string;
  readonly value: unknown;
}

const editorial = 'editor ';

/** Stands where a property has the day of its newest file: after every day, so that no file overwrites it. */
export function editorialDay(day: string): string {
  return editorial + day;
}

/** After every day, editors included: what they no longer state is as files have it, and any file may change it. */
export const withdrawalDay = `${editorial}withdraws`;

/** What a statement leaves as editors corrected it, in the form in which it would be taken; of a list also that it is empty. */
export function overruledBy(before: KnownEntry | undefined, { kind, slug, properties }: Statement): Overruled[] {
  return Object.entries(properties).flatMap(([property, value]) =>
    before?.statedOn[property]?.startsWith(editorial) === true
      ? [{ kind, slug, property, value: normalized(property, value) ?? value }]
      : [],
  );
}

/**
 * A property is as the newest file states it, whatever the order in which files are loaded; of files of the same day the
 * last one counts.
 */
export function laidOver(
  before: KnownEntry | undefined,
  { kind, slug, properties }: Statement,
  day: string,
): KnownEntry {
  const content: Record<string, unknown> = { ...before?.content };
  const statedOn: Record<string, string> = { ...before?.statedOn };
  for (const [property, value] of Object.entries(properties)) {
    if ((statedOn[property] ?? '') > day) continue;
    statedOn[property] = day === withdrawalDay ? '' : day;
    const plain = normalized(property, value);
    if (plain === undefined) delete content[property];
    else content[property] = plain;
  }
  return { kind, slug, content, statedOn };
}

/** What says the same has one form: an empty list says what a missing one says, and a submission is at least submitted. */
function normalized(property: string, value: unknown): unknown {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  if (property === 'submissions') return (value as Content[]).map((one) => ({ outcome: 'SUBMITTED', ...one }));
  return withoutEmptyLists(value);
}

/** Of a presentation an empty list of offices says that nobody is named; without one its owners show it. */
function withoutEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyLists);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([property, inner]) => property === 'offices' || !(Array.isArray(inner) && inner.length === 0),
  );
  return Object.fromEntries(kept.map(([property, inner]) => [property, withoutEmptyLists(inner)]));
}
