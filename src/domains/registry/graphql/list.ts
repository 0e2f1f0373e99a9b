/** Pages of units of one day: filtered, ordered, each with the day in its id where one was requested. */
import { builder } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { type ListInput, listArgs, type OrderOptions, orderDescription, orderFields } from '#graphql/ordering.ts';
import { type Ordering, type Page, type PageArguments, pageOf } from '#graphql/pages.ts';
import { BadInputError } from '#platform/errors.ts';
import type { IsoDate } from '../model.ts';
import type { UnitOnDay } from '../unit-on-day.ts';
import { type UnitValues, unitValues } from '../unit-values.ts';
import type { UnitState } from '../view.ts';
import { metricDescription, TerritorialUnitFilter, type UnitFilter, unitCondition } from './filter.ts';
import { unitOrdering, valueOrdering } from './ordering.ts';

const MetricOfOrder = builder.inputType('TerritorialUnitOrderMetric', {
  description: 'The metric by whose values units are ordered.',
  fields: (t) => ({
    code: t.id({ required: true, description: metricDescription }),
    period: t.string({ description: 'The period of the values; without it the latest with values, of each level.' }),
  }),
});

const order = {
  typename: 'TerritorialUnit',
  things: 'territorial units',
  fields: {
    NAME: 'The Polish name in Polish collation (a ą b c ć …), then the TERC.',
    TERC: 'The TERC as text.',
    POPULATION: 'The latest value of `population`, then the TERC; units without one come last.',
    METRIC: 'The value of the given metric, then the TERC; units without one come last.',
  },
} satisfies OrderOptions<string>;

const fieldsOfOrder = orderFields(order);

const TerritorialUnitOrder = builder.inputType('TerritorialUnitOrder', {
  description: orderDescription(order),
  fields: (t) => ({
    ...fieldsOfOrder(t),
    metric: t.field({ type: MetricOfOrder, description: 'The metric; required by METRIC, and for it alone.' }),
  }),
});

export type UnitOrder = typeof TerritorialUnitOrder.$inferInput;

/** The arguments of every list of units, by default in one of two orders. */
export function unitListArgs(defaultField: 'NAME' | 'TERC') {
  return listArgs('units', TerritorialUnitFilter, TerritorialUnitOrder, `${defaultField} ascending`);
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

export type UnitListArguments = PageArguments & ListInput<UnitFilter, UnitOrder>;

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
