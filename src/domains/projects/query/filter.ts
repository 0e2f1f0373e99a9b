/** The one reading of a filter of projects: lists, their counts and the statistics share its condition. */
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { filterWords } from '#graphql/filter-words.ts';
import type { Tables } from '#platform/database/index.ts';
import { comparable, contractKeyOf } from '../identity.ts';
import type { ParticipationRole, ProgrammeLevel, ProgrammingPeriod } from '../model.ts';
import { type BeneficiaryFilter, takesPart } from './beneficiary.ts';
import { hasWords } from './words.ts';

/** Bounds included. */
export interface Range {
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
}

export interface ProgrammeNode {
  readonly id: string;
  readonly level: ProgrammeLevel;
}

type Maybe<T> = T | null | undefined;

export interface ProjectFilter {
  readonly periods?: Maybe<readonly ProgrammingPeriod[]>;
  /** Projects at and below any of them. */
  readonly programmes?: Maybe<readonly ProgrammeNode[]>;
  readonly countries?: Maybe<readonly string[]>;
  readonly funds?: Maybe<readonly string[]>;
  /** Ids of the units in one of which the project is. */
  readonly unitIds?: Maybe<readonly string[]>;
  readonly beneficiary?: Maybe<BeneficiaryFilter>;
  readonly roles?: Maybe<readonly ParticipationRole[]>;
  readonly currencies?: Maybe<readonly string[]>;
  readonly startsOn?: Maybe<Range>;
  readonly endsOn?: Maybe<Range>;
  readonly value?: Maybe<Range>;
  readonly euContribution?: Maybe<Range>;
  readonly text?: Maybe<string>;
  readonly and?: Maybe<ProjectFilter>;
  readonly not?: Maybe<ProjectFilter>;
}

/** Whether no index leads to what is selected, so that every project may have to be read. */
export function requiresFullScan(filter: object): boolean {
  return Object.entries(filter).some(([name, condition]) => name !== 'programmes' && condition != null);
}

export function isFiltered(filter: ProjectFilter): boolean {
  return filter.programmes != null || requiresFullScan(filter);
}

const eb = expressionBuilder<Tables & { p: Tables['project'] }, 'p'>();

/** The condition on the row `p`. */
export function conditionOf(filter: ProjectFilter): Expression<SqlBool> {
  const conditions = conditionsOf(filter);
  return conditions.length === 1 && conditions[0] !== undefined ? conditions[0] : eb.and(conditions);
}

function conditionsOf(filter: ProjectFilter): Expression<SqlBool>[] {
  const { periods, programmes, countries, funds, currencies, unitIds, text, and, not } = filter;
  const upper = (values: readonly string[]): string[] => values.map((value) => value.trim().toUpperCase());
  return [
    periods == null ? [] : eb('p.period', '=', eb.fn.any(sql<ProgrammingPeriod[]>`${periods}::programming_period[]`)),
    programmes == null ? [] : eb.or(programmes.map(isAtOrBelow)),
    countries == null ? [] : eb('p.country', '=', eb.fn.any(sql<string[]>`${upper(countries)}::text[]`)),
    funds == null ? [] : eb(eb.fn<string>('upper', ['p.fund']), '=', eb.fn.any(sql<string[]>`${upper(funds)}::text[]`)),
    currencies == null ? [] : eb('p.currency', '=', eb.fn.any(sql<string[]>`${upper(currencies)}::text[]`)),
    unitIds == null ? [] : eb('p.id', 'in', projectsIn(unitIds)),
    filter.beneficiary == null && filter.roles == null ? [] : takesPart(filter.beneficiary, filter.roles),
    between(filter.startsOn, { column: 'starts_on', indexed: 'sort_start', type: 'date' }),
    between(filter.endsOn, { column: 'ends_on', indexed: 'sort_end', type: 'date' }),
    between(filter.value, { column: 'value', indexed: 'sort_value', type: 'numeric' }),
    between(filter.euContribution, { column: 'eu_contribution', indexed: 'sort_eu', type: 'numeric' }),
    text == null ? [] : hasWords('p.search_text', filterWords(comparable(withKeys(text)), 'text')),
    and == null ? [] : conditionOf(and),
    // What cannot be decided does not hold.
    not == null ? [] : sql<SqlBool>`(${conditionOf(not)}) IS NOT TRUE`,
  ].flat();
}

const columnOfLevel = {
  PROGRAMME: 'p.programme_id',
  PRIORITY: 'p.priority_id',
  MEASURE: 'p.measure_id',
  SUBMEASURE: 'p.submeasure_id',
} as const;

function isAtOrBelow({ id, level }: ProgrammeNode): Expression<SqlBool> {
  if (level !== 'PERIOD') return eb(columnOfLevel[level], '=', id);
  return eb('p.period', '=', sql<ProgrammingPeriod>`${`P${id.replace('-', '_')}`}::programming_period`);
}

function projectsIn(unitIds: readonly string[]) {
  return eb
    .selectFrom('project_place as place')
    .select('place.project_id')
    .where('place.unit_id', '=', eb.fn.any(sql<string[]>`${unitIds}::text[]`));
}

/** Contract numbers stand in the searched text without the parts that change, and are looked for so. */
function withKeys(text: string): string {
  const isContract = /^(UDA|UMO|DEC|UM)[-_]|\/\d{2}(-\d{2})?$/i;
  return text
    .split(/\s+/)
    .map((word) => (isContract.test(word) ? contractKeyOf(word) : word))
    .join(' ');
}

/** A value, and the one by which lists are ordered: it is the same wherever there is a value, and has an index. */
interface Span {
  readonly column: 'starts_on' | 'ends_on' | 'value' | 'eu_contribution';
  readonly indexed: 'sort_start' | 'sort_end' | 'sort_value' | 'sort_eu';
  readonly type: 'date' | 'numeric';
}

function between(range: Maybe<Range>, { column, indexed, type }: Span): Expression<SqlBool>[] {
  if (range?.from == null && range?.to == null) return [];
  const { from, to } = range;
  const typed = (value: string) => sql<never>`${value}::${sql.raw(type)}`;
  return [
    eb(`p.${column}`, 'is not', null),
    ...(from == null ? [] : [eb(`p.${indexed}`, '>=', typed(from))]),
    ...(to == null ? [] : [eb(`p.${indexed}`, '<=', typed(to))]),
  ];
}
