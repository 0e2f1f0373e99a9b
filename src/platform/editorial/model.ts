/** What editors state of single fields, above all files. */

export const editorialTargets = [
  'OFFICE',
  'PROJECT',
  'PRACTICE',
  'ADOPTION',
  'CALL',
  'EVENT',
  'LIVING_LAB',
  'METRIC',
  'OBSERVATION',
] as const;
export type EditorialTarget = (typeof editorialTargets)[number];

export interface EditorialKey {
  readonly type: EditorialTarget;
  /** The id, slug or code of the entry. */
  readonly key: string;
  readonly field: string;
}

/** An observation as files state it; `text` is the listed value that it belongs to. */
export interface ListedDetail {
  readonly text: string;
  readonly value: number | null;
  readonly flag: number;
  readonly verbatim: string;
  readonly mark: string | null;
}

export interface EditorialStatement extends EditorialKey {
  readonly value: string;
  /** What files state of it; null: nothing. */
  readonly listedValue: string | null;
  /** Of an observation: what files state beside its value. */
  readonly listedDetail: ListedDetail | null;
  /** The value of files that editors decided against. */
  readonly overruledValue: string | null;
  readonly sourceId: string;
}

/** The row that is stated of, by the columns that refer to it. */
export interface EditorialReference {
  readonly office_id?: string;
  readonly project_id?: string;
  readonly practice_slug?: string;
  readonly adoption_slug?: string;
  readonly call_slug?: string;
  readonly event_slug?: string;
  readonly living_lab_slug?: string;
  readonly metric_id?: number;
  readonly facet_id?: number;
  readonly level?: number;
  readonly dimension_id?: number;
  readonly period?: number;
  readonly subject_id?: number;
}

/** The field with the other language of a text: `title` has the Polish one, `title.en` the English one. */
function otherLanguage(field: string): string {
  return field.endsWith('.en') ? field.slice(0, -'.en'.length) : `${field}.en`;
}

/**
 * Whether it says what files said and was written only beside the other language of its text, which is what editors stated; earlier
 * versions of the hub wrote such ones.
 */
export function isBeside(
  { field, value, overruledValue, sourceId }: EditorialStatement,
  ofEntry: readonly EditorialStatement[],
): boolean {
  const other = ofEntry.find((one) => one.field === otherLanguage(field));
  return value === overruledValue && other?.sourceId === sourceId && other.value !== other.overruledValue;
}

/** Whether files state another value than editors decided against, and than the one that editors state. */
export function isConflicting({ value, listedValue, overruledValue }: EditorialStatement): boolean {
  return listedValue !== null && listedValue !== value && listedValue !== overruledValue;
}
