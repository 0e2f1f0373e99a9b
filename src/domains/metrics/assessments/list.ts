/** Lists of assessments: filters and orders. */

import type { KeysetList, KeysetRange } from '#graphql/keyset.ts';
import type { Ordering } from '#graphql/pages.ts';
import type { Select } from '#graphql/rows.ts';
import type { OperationDatabase, Prisma } from '#platform/database/index.ts';
import { dayOf, isDay } from '#platform/days.ts';
import { compareCodeUnits } from '#platform/text.ts';
import type { AssessmentModel } from './model.ts';

/** What every row of a list has: the columns that it can be ordered by. */
export interface AssessmentRow {
  readonly id: string;
  readonly officeId: string;
  readonly assessedOn: Date;
  readonly edition: string;
}

const listColumns = { id: true, officeId: true, assessedOn: true, edition: true } as const;

export interface AssessmentFilter {
  readonly models?: readonly AssessmentModel[] | undefined;
  readonly editions?: readonly string[] | undefined;
  readonly officeIds?: readonly string[] | undefined;
  readonly assessedOn?: { readonly from?: string | undefined; readonly to?: string | undefined } | undefined;
  readonly externallyValidated?: boolean | undefined;
  readonly not?: AssessmentFilter | undefined;
}

export interface AssessmentOrder {
  readonly field: 'ASSESSED_ON' | 'EDITION';
  readonly direction: 'ASC' | 'DESC';
}

export const newestFirst: AssessmentOrder = { field: 'ASSESSED_ON', direction: 'DESC' };

type Where = Prisma.AssessmentWhereInput;

function whereOf({ models, editions, officeIds, assessedOn, externallyValidated, not }: AssessmentFilter): Where {
  const conditions: (Where | undefined)[] = [
    models && { model: { in: [...models] } },
    editions && { edition: { in: [...editions] } },
    officeIds && { officeId: { in: [...officeIds] } },
    assessedOn && { assessedOn: { ...dayAt('gte', assessedOn.from), ...dayAt('lte', assessedOn.to) } },
    externallyValidated === undefined ? undefined : validated(externallyValidated),
    not && { NOT: whereOf(not) },
  ];
  return { AND: conditions.filter((condition) => condition !== undefined) };
}

function dayAt(comparison: 'gte' | 'lte', day: string | undefined): Record<string, Date> {
  return day === undefined ? {} : { [comparison]: new Date(day) };
}

/** An assessment of which nobody said that it was validated was not. */
function validated(wanted: boolean): Where {
  const isNot: Where[] = [{ externallyValidated: false }, { externallyValidated: null }];
  return wanted ? { NOT: { OR: isNot } } : { OR: isNot };
}

type OrderBy = Prisma.AssessmentOrderByWithRelationInput[];

/** Those of one day or edition are ordered by id. */
function orderOf({ field, direction }: AssessmentOrder, backwards = false): OrderBy {
  const isAscending = (direction === 'ASC') !== backwards;
  const column = field === 'EDITION' ? 'edition' : 'assessedOn';
  return [{ [column]: isAscending ? 'asc' : 'desc' }, { id: backwards ? 'desc' : 'asc' }];
}

export function assessmentList(
  { prisma }: OperationDatabase,
  filter: AssessmentFilter,
  order: AssessmentOrder,
  select: Select,
): KeysetList<AssessmentRow> {
  const where = whereOf(filter);
  return {
    ...orderingOf(order),
    fetch: (range) =>
      prisma.assessment.findMany({
        where: { AND: [where, pastPlace(order, range.after, 'after'), pastPlace(order, range.before, 'before')] },
        orderBy: orderOf(order, range.backwards),
        take: range.limit,
        select: { ...select, ...listColumns },
      }),
    count: () => prisma.assessment.count({ where }),
  };
}

function pastPlace({ field, direction }: AssessmentOrder, key: KeysetRange['after'], side: 'after' | 'before'): Where {
  if (key === null) return {};
  const [text = '', id = ''] = key;
  const value = field === 'EDITION' ? text : new Date(text);
  const column = field === 'EDITION' ? 'edition' : 'assessedOn';
  const isGreater = (direction === 'ASC') === (side === 'after');
  return {
    OR: [
      { [column]: isGreater ? { gt: value } : { lt: value } },
      { [column]: value, id: side === 'after' ? { gt: id } : { lt: id } },
    ],
  };
}

/** The same order for assessments that were read already. */
export function orderingOf({ field, direction }: AssessmentOrder): Ordering<AssessmentRow> {
  const sign = direction === 'ASC' ? 1 : -1;
  return {
    name: `assessments ${field} ${direction}`,
    keyOf: ({ id, assessedOn, edition }) => [field === 'EDITION' ? edition : dayOf(assessedOn), id],
    isKey: (key) => key.length === 2 && (field === 'EDITION' || isDay(key[0] ?? '')),
    compareKeys: ([a = '', x = ''], [b = '', y = '']) => sign * compareCodeUnits(a, b) || compareCodeUnits(x, y),
  };
}

/** All assessments of several offices. They have a few each, so that their pages are made in memory. */
export async function assessmentsOfOffices(
  { prisma }: OperationDatabase,
  officeIds: readonly string[],
  select: Select,
  filter: AssessmentFilter,
): Promise<AssessmentRow[]> {
  return prisma.assessment.findMany({
    where: { AND: [{ officeId: { in: [...officeIds] } }, whereOf(filter)] },
    select: { ...select, ...listColumns },
  });
}
