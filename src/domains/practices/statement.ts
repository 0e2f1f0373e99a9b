/** What a file states of one entry, laid over what is known of it. */
import { type Content, isObject, isText, polishOf } from './content.ts';
import type { LocalText, RecordKind } from './model.ts';
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

export type TextLanguage = 'pl' | 'en';

/** By property, the language that editors state where files state the other. */
export type StatedLanguages = Readonly<Record<string, TextLanguage>>;

const editorial = 'editor ';

/** Stands where a property has the day of its newest file: after every day, so that no file overwrites it. */
export function editorialDay(day: string): string {
  return editorial + day;
}

export function isOfEditors(day: string | undefined): boolean {
  return day?.startsWith(editorial) === true;
}

/** Where the day of the newest file stands while editors state one language of a text, and files the other. */
const daysOfFiles = (property: string): string => `${property} (files)`;

/** After every day, editors included: what they no longer state is as files have it, and any file may change it. */
export const withdrawalDay = `${editorial}withdraws`;

/** What a statement leaves as editors corrected it, in the form in which it would be taken; of a list also that it is empty. */
export function overruledBy(before: KnownEntry | undefined, { kind, slug, properties }: Statement): Overruled[] {
  return Object.entries(properties).flatMap(([property, value]) =>
    isOfEditors(before?.statedOn[property])
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
  languages: StatedLanguages = {},
): KnownEntry {
  const layer: Layer = { content: { ...before?.content }, statedOn: { ...before?.statedOn }, day };
  for (const [property, value] of Object.entries(properties)) {
    const language = isOfEditors(day) ? undefined : languages[property];
    if (language !== undefined && (value === null || isText(value))) layOtherLanguage(layer, property, language, value);
    else layProperty(layer, property, value);
  }
  return { kind, slug, content: layer.content, statedOn: layer.statedOn };
}

interface Layer {
  readonly content: Record<string, unknown>;
  readonly statedOn: Record<string, string>;
  readonly day: string;
}

function layProperty({ content, statedOn, day }: Layer, property: string, value: unknown): void {
  const stated = statedOn[property] ?? '';
  if (stated > day) return;
  if (day === withdrawalDay) delete statedOn[daysOfFiles(property)];
  else if (isOfEditors(day) && !isOfEditors(stated) && stated !== '') statedOn[daysOfFiles(property)] = stated;
  statedOn[property] = day === withdrawalDay ? '' : day;
  const plain = normalized(property, value);
  if (plain === undefined) delete content[property];
  else content[property] = plain;
}

function layOtherLanguage(
  { content, statedOn, day }: Layer,
  property: string,
  language: TextLanguage,
  value: LocalText | null,
): void {
  const ofFiles = daysOfFiles(property);
  if ((statedOn[ofFiles] ?? '') > day) return;
  statedOn[ofFiles] = day;
  content[property] = besideStated(content[property] as LocalText, language, value);
}

/** A text of which editors state this language, and a file the other; null: the file has none. */
function besideStated(ours: LocalText, language: TextLanguage, listed: LocalText | null): LocalText {
  if (language === 'pl') {
    const english = isObject(listed) ? listed.en : undefined;
    return english === undefined ? polishOf(ours) : { pl: polishOf(ours), en: english };
  }
  return typeof ours === 'string' || listed === null ? ours : { pl: polishOf(listed), en: ours.en };
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
