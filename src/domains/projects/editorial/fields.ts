/** What editors can state of a project, by the names of the fields in the schema. */
import { sql } from 'kysely';
import type { ColumnOf } from '#platform/database/copy.ts';
import { isDay } from '#platform/days.ts';

interface EditorialField {
  readonly column: ColumnOf<'project'>;
  readonly kind: 'text' | 'amount' | 'day';
}

const fields = {
  title: { column: 'title', kind: 'text' },
  'title.en': { column: 'title_en', kind: 'text' },
  summary: { column: 'summary', kind: 'text' },
  'summary.en': { column: 'summary_en', kind: 'text' },
  theme: { column: 'theme', kind: 'text' },
  value: { column: 'value', kind: 'amount' },
  eligibleCost: { column: 'eligible_cost', kind: 'amount' },
  publicSupport: { column: 'public_support', kind: 'amount' },
  euContribution: { column: 'eu_contribution', kind: 'amount' },
  startsOn: { column: 'starts_on', kind: 'day' },
  endsOn: { column: 'ends_on', kind: 'day' },
  signedOn: { column: 'signed_on', kind: 'day' },
} as const satisfies Readonly<Record<string, EditorialField>>;

export type ProjectField = keyof typeof fields;
type ProjectColumn = (typeof fields)[ProjectField]['column'];

export const projectFields = Object.keys(fields) as ProjectField[];

export function isProjectField(field: string): field is ProjectField {
  return Object.hasOwn(fields, field);
}

/** A field as text, as the database returns it. */
export function textOf(field: ProjectField) {
  const { column, kind } = fields[field];
  const ref = sql.ref(column);
  return kind === 'amount' ? sql<string | null>`trim_scale(${ref})::text` : sql<string | null>`${ref}::text`;
}

export function columnOfField(field: ProjectField): ProjectColumn {
  return fields[field].column;
}

/** The value as the database returns it; null for a text that is not a value. */
export function projectValueOf(field: ProjectField, text: string): string | null {
  const { kind } = fields[field];
  if (kind === 'text') return text;
  if (kind === 'day') return /^(19|20)/.test(text) && isDay(text) ? text : null;
  const amount = text.replaceAll(/[\s\u00a0]/g, '').replace(',', '.');
  return /^\d{1,15}(\.\d{1,6})?$/.test(amount) ? withoutZeros(amount) : null;
}

function withoutZeros(amount: string): string {
  const plain = amount.replace(/^0+(?=\d)/, '');
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain;
}
