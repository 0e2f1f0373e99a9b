/**
 * Projects as they are read from the database: flat, amounts and days as text. Amounts have all the zeros that their
 * column has: of hundreds of rows few amounts are asked for, and moneyOf takes the zeros off.
 */
import type { ProgrammingPeriod, ProjectList } from '../model.ts';

export interface ProjectRow {
  readonly id: string;
  readonly period: ProgrammingPeriod;
  readonly list: ProjectList;
  readonly contractNumber: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly programmeId: string | null;
  readonly priorityId: string | null;
  readonly measureId: string | null;
  readonly submeasureId: string | null;
  readonly fund: string | null;
  readonly currency: string;
  readonly value: string | null;
  readonly eligibleCost: string | null;
  readonly publicSupport: string | null;
  readonly euContribution: string | null;
  readonly euRate: string | null;
  readonly euroRate: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly signedOn: string | null;
  readonly isCompleted: boolean | null;
  readonly theme: string | null;
  readonly occurrences: number;
  readonly sourceId: string;
  readonly changedIn: number;
}

const amounts = {
  value: 'value',
  eligible_cost: 'eligibleCost',
  public_support: 'publicSupport',
  eu_contribution: 'euContribution',
  eu_rate: 'euRate',
  euro_rate: 'euroRate',
};
const days = { starts_on: 'startsOn', ends_on: 'endsOn', signed_on: 'signedOn' };
const others = {
  id: 'id',
  period: 'period',
  list: 'list',
  contract_number: 'contractNumber',
  title: 'title',
  title_en: 'titleEn',
  programme_id: 'programmeId',
  priority_id: 'priorityId',
  measure_id: 'measureId',
  submeasure_id: 'submeasureId',
  fund: 'fund',
  currency: 'currency',
  is_completed: 'isCompleted',
  theme: 'theme',
  occurrences: 'occurrences',
  source_id: 'sourceId',
  changed_in: 'changedIn',
};

const selected = (columns: Readonly<Record<string, string>>, as: (column: string) => string): string[] =>
  Object.entries(columns).map(([column, name]) => `${as(`p.${column}`)} AS "${name}"`);

/** Of `project p`. */
export const projectColumns = [
  ...selected(others, (column) => column),
  ...selected(amounts, (column) => column),
  ...selected(days, (column) => `${column}::text`),
].join(', ');
