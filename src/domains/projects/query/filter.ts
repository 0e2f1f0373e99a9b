/** The one reading of a filter of projects: the list, its count and the statistics ask with the same condition. */
import { filterWords } from '#graphql/filter-words.ts';
import { nipDigits, type OfficeDirectory, type OfficeRow } from '#offices';
import { BadInputError } from '#platform/errors.ts';
import { comparable, contractKeyOf } from '../identity.ts';
import type { ParticipationRole, ProgrammeLevel, ProgrammingPeriod } from '../model.ts';

export interface ProjectFilter {
  readonly period?: ProgrammingPeriod | null | undefined;
  readonly programme?: { readonly id: string; readonly level: ProgrammeLevel } | null | undefined;
  readonly country?: string | null | undefined;
  readonly fund?: string | null | undefined;
  /** Ids of the units in one of which the project is. */
  readonly unitIds?: readonly string[] | null | undefined;
  readonly beneficiary?: string | null | undefined;
  readonly role?: ParticipationRole | null | undefined;
  readonly currency?: string | null | undefined;
  readonly startedFrom?: string | null | undefined;
  readonly startedTo?: string | null | undefined;
  readonly endedFrom?: string | null | undefined;
  readonly endedTo?: string | null | undefined;
  readonly valueFrom?: string | null | undefined;
  readonly valueTo?: string | null | undefined;
  readonly text?: string | null | undefined;
}

/** Whether no index leads to what is selected, so that every project may have to be looked at. */
export function looksAtAll(filter: object): boolean {
  return Object.entries(filter).some(([name, condition]) => name !== 'programme' && condition != null);
}

/** Values of one statement, in the order of their numbers. */
export class Parameters {
  readonly values: unknown[] = [];

  /** `$3` */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

const columnOfLevel: Readonly<Record<Exclude<ProgrammeLevel, 'PERIOD'>, string>> = {
  PROGRAMME: 'programme_id',
  PRIORITY: 'priority_id',
  MEASURE: 'measure_id',
  SUBMEASURE: 'submeasure_id',
};

/** The condition on `project p`. */
export function conditionOf(filter: ProjectFilter, parameters: Parameters, offices: OfficeDirectory): string {
  const conditions = [
    filter.period == null ? [] : `p.period = ${parameters.add(filter.period)}::programming_period`,
    filter.programme == null ? [] : inProgramme(filter.programme, parameters),
    filter.country == null ? [] : `p.country = upper(${parameters.add(filter.country.trim())})`,
    filter.fund == null ? [] : `upper(p.fund) = upper(${parameters.add(filter.fund.trim())})`,
    filter.currency == null ? [] : `p.currency = ${parameters.add(filter.currency)}`,
    filter.unitIds == null ? [] : inUnits(filter.unitIds, parameters),
    participates(filter, parameters, offices),
    between(starts, filter.startedFrom, filter.startedTo, parameters),
    between(ends, filter.endedFrom, filter.endedTo, parameters),
    between(values, amount(filter.valueFrom, 'valueFrom'), amount(filter.valueTo, 'valueTo'), parameters),
    filter.text == null
      ? []
      : hasWords('p.search_text', filterWords(comparable(withKeys(filter.text)), 'text'), parameters),
  ].flat();
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}

function inProgramme({ id, level }: { id: string; level: ProgrammeLevel }, parameters: Parameters): string {
  if (level !== 'PERIOD') return `p.${columnOfLevel[level]} = ${parameters.add(id)}`;
  return `p.period = ${parameters.add(`P${id.replace('-', '_')}`)}::programming_period`;
}

function inUnits(unitIds: readonly string[], parameters: Parameters): string {
  const ids = parameters.add(unitIds);
  return `p.id IN (SELECT place.project_id FROM project_place place WHERE place.unit_id = ANY(${ids}::text[]))`;
}

/** Name and role must hold of one and the same participation. */
function participates(
  { beneficiary, role }: ProjectFilter,
  parameters: Parameters,
  offices: OfficeDirectory,
): string[] {
  if (beneficiary == null && role == null) return [];
  const conditions = ['pa.project_id = p.id'];
  if (role != null) conditions.push(`pa.role = ${parameters.add(role)}::participation_role`);
  if (beneficiary != null) conditions.push(isNamed(beneficiary, parameters, offices));
  return [`EXISTS (SELECT 1 FROM participation pa WHERE ${conditions.join(' AND ')})`];
}

function isNamed(name: string, parameters: Parameters, offices: OfficeDirectory): string {
  const digits = nipDigits(name);
  if (/^\d{10}$/.test(digits)) {
    const officeIds = offices.withNip(digits).map(({ id }) => id);
    return `(regexp_replace(pa.stated_nip, '\\D', '', 'g') = ${parameters.add(digits)} OR pa.office_id = ANY(${parameters.add(officeIds)}::text[]))`;
  }
  const words = filterWords(comparable(name), 'beneficiary');
  const called = offices.ordered.filter((office) =>
    namesOf(office).some((known) => words.every((word) => known.includes(word))),
  );
  const stated = hasWords('pa.stated_key', words, parameters).join(' AND ');
  return `((${stated}) OR pa.office_id = ANY(${parameters.add(called.map(({ id }) => id))}::text[]))`;
}

const comparableNames = new WeakMap<OfficeRow, readonly string[]>();

/** To make the names of all offices comparable takes longer than the statement. */
function namesOf(office: OfficeRow): readonly string[] {
  const known = comparableNames.get(office);
  if (known !== undefined) return known;
  const names = office.names.map(({ name }) => comparable(name));
  comparableNames.set(office, names);
  return names;
}

/** Contract numbers stand in the searched text without the parts that change, and are looked for so. */
function withKeys(text: string): string {
  const isContract = /^(UDA|UMO|DEC|UM)[-_]|\/\d{2}(-\d{2})?$/i;
  return text
    .split(/\s+/)
    .map((word) => (isContract.test(word) ? contractKeyOf(word) : word))
    .join(' ');
}

/** The shortest word that the trigrams of a text lead to. */
const indexedLength = 3;

/**
 * Words are looked for anywhere, by the index over trigrams. Words of one or two letters have none: beside longer ones they
 * only narrow down what these find, and alone they have to stand as words, which have trigrams with the blanks around them.
 */
function hasWords(column: string, words: readonly string[], parameters: Parameters): string[] {
  const isIndexed = words.some((word) => word.length >= indexedLength);
  return words.map((word) => {
    const patterns = isIndexed ? [`%${word}%`] : [word, `${word} %`, `% ${word}`, `% ${word} %`];
    const conditions = patterns.map((pattern) => `${column} LIKE ${parameters.add(pattern)}`);
    return conditions.length === 1 ? `${conditions[0]}` : `(${conditions.join(' OR ')})`;
  });
}

/** A value, and the one by which lists are ordered: it is the same wherever there is a value, and has an index. */
interface Span {
  readonly column: string;
  readonly indexed: string;
  readonly type: string;
}

const starts: Span = { column: 'p.starts_on', indexed: 'p.sort_start', type: 'date' };
const ends: Span = { column: 'p.ends_on', indexed: 'p.sort_end', type: 'date' };
const values: Span = { column: 'p.value', indexed: 'p.sort_value', type: 'numeric' };

function between(
  { column, indexed, type }: Span,
  from: string | null | undefined,
  to: string | null | undefined,
  parameters: Parameters,
): string[] {
  if (from == null && to == null) return [];
  return [
    `${column} IS NOT NULL`,
    ...(from == null ? [] : [`${indexed} >= ${parameters.add(from)}::${type}`]),
    ...(to == null ? [] : [`${indexed} <= ${parameters.add(to)}::${type}`]),
  ];
}

function amount(text: string | null | undefined, field: string): string | null {
  if (text == null) return null;
  if (/^-?\d{1,18}(\.\d{1,6})?$/.test(text)) return text;
  throw new BadInputError(`"${text.slice(0, 40)}" in "${field}" is no amount.`, 'Write it as 1234.56.', {
    polish: `"${text.slice(0, 40)}" w "${field}" nie jest kwotą. Zapisz ją tak: 1234.56.`,
  });
}
