/** Pages of units of one day: filtered, ordered, each with the day in its id where one was requested. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { OrderDirection } from '#graphql/ordering.ts';
import { type Ordering, type Page, type PageArguments, pageOf } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import type { IsoDate } from '../model.ts';
import type { UnitOnDay } from '../unit-on-day.ts';
import { type UnitValues, unitValues } from '../unit-values.ts';
import type { UnitState } from '../view.ts';
import { TerritorialUnitOrderField } from './enums.ts';
import { TerritorialUnitFilter, type UnitFilter, unitCondition } from './filter.ts';
import { unitOrdering, valueOrdering } from './ordering.ts';

const MetricOfOrder = builder.inputType('TerritorialUnitOrderMetric', {
  description: 'The metric by whose values units are ordered.',
  fields: (t) => ({
    code: t.string({ required: true, description: 'The code of the metric, such as `population`.' }),
    period: t.string({ description: 'The period of the values; without it the latest with values, of each level.' }),
  }),
});

const TerritorialUnitOrder = builder.inputType('TerritorialUnitOrder', {
  description: 'The order of territorial units.',
  fields: (t) => ({
    field: t.field({ type: TerritorialUnitOrderField, required: true, description: 'The field to order by.' }),
    direction: t.field({ type: OrderDirection, defaultValue: 'ASC', required: true, description: 'The direction.' }),
    metric: t.field({ type: MetricOfOrder, description: 'The metric; required by METRIC, and for it alone.' }),
  }),
});

export type UnitOrder = typeof TerritorialUnitOrder.$inferInput;

/** The arguments of every list of units, by default in one of two orders. */
export function unitListArgs(defaultField: 'NAME' | 'TERC') {
  return builder.args((t) => ({
    filter: t.field({ type: TerritorialUnitFilter, description: 'Filters the units.' }),
    orderBy: t.field({ type: TerritorialUnitOrder, description: `The order; by default ${defaultField} ascending.` }),
  }));
}

async function orderingOf(
  { field, direction, metric }: UnitOrder,
  { levels }: UnitFilter,
  context: Context,
): Promise<Ordering<UnitOnDay>> {
  if ((field === 'METRIC') !== (metric != null)) throw metricMissing(field);
  if (field === 'NAME' || field === 'TERC') return unitOrdering<UnitOnDay>(field, direction);
  const { code, period = null } = metric ?? { code: 'population' };
  const request = { code, period: period ?? null, levels: levels ?? null };
  const values: UnitValues = await unitValues(request, context);
  return valueOrdering(`${code} ${period ?? ''}`, values, direction);
}

function metricMissing(field: UnitOrder['field']): BadInputError {
  return field === 'METRIC'
    ? new BadInputError('An order by METRIC needs "metric".', 'Give the code of a metric.', {
        polish: 'Porządek METRIC wymaga "metric". Podaj kod wskaźnika.',
      })
    : new BadInputError(`An order by ${field} has no "metric".`, 'Order by METRIC, or leave "metric" out.', {
        polish: `Porządek ${field} nie ma "metric". Porządkuj według METRIC albo pomiń "metric".`,
      });
}

export interface UnitList {
  readonly day: IsoDate;
  readonly states: readonly UnitState[];
  /** What the states are in ascending order of; null for no order. */
  readonly orderedBy: UnitOrder['field'] | null;
  /** The unit as clients see it, its id included. */
  show(state: UnitState): UnitOnDay;
}

export interface UnitListArguments extends PageArguments {
  readonly filter?: UnitFilter | null | undefined;
  readonly orderBy?: UnitOrder | null | undefined;
}

export async function unitPage(
  list: UnitList,
  { filter, orderBy, ...page }: UnitListArguments,
  defaultField: 'NAME' | 'TERC',
  context: Context,
): Promise<Page<UnitOnDay>> {
  const order = orderBy ?? { field: defaultField, direction: 'ASC' };
  const condition = filter == null ? null : await unitCondition(filter, list.day, context);
  const states = condition === null ? list.states : list.states.filter(condition);
  const ordering = await orderingOf(order, filter ?? {}, context);
  return pageOf(inOrder(states.map(list.show), list.orderedBy, order, ordering), page, ordering);
}

function inOrder(
  units: UnitOnDay[],
  orderedBy: UnitList['orderedBy'],
  { field, direction }: UnitOrder,
  ordering: Ordering<UnitOnDay>,
): UnitOnDay[] {
  if (field === orderedBy) return direction === 'ASC' ? units : units.reverse();
  const keyed = units.map((unit) => ({ unit, key: ordering.keyOf(unit) }));
  return keyed.sort((a, b) => ordering.compareKeys(a.key, b.key)).map(({ unit }) => unit);
}
