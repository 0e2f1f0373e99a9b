/** A metric at one level in one period: observed, or derived from others. */
import { isCityWithPowiatRights } from '#registry';
import type { DimensionKey, Facet, Metric } from '../catalogue.ts';
import { type Level, levelNumbers } from '../levels.ts';
import type { Formula } from '../model.ts';
import { lastDayOf, yearsBefore } from '../period.ts';
import { type Dimensions, dimensionKey, facetFor, facetForAll, metricNamed, storedLevels } from './choose.ts';
import { changeOf, flagOfBoth, ratioOf, unbroken } from './formula.ts';
import type { ObservationLoader } from './load.ts';
import type { Measured, MetricWorld, SliceValues } from './world.ts';

export interface SliceQuestion {
  readonly metric: Metric;
  readonly level: Level;
  readonly period: number;
  readonly dimensions: Dimensions | null;
  readonly facet: string | null;
}

export interface MetricSlice extends Omit<SliceQuestion, 'facet'> {
  readonly key: DimensionKey | null;
  /** The publications that the values come from: of a derived metric several. */
  readonly facets: readonly Facet[];
  readonly values: SliceValues;
}

/** Formulas over formulas; more would be a mistake in the definitions. */
const deepestFormula = 4;

export async function sliceOf(
  world: MetricWorld,
  loader: ObservationLoader,
  question: SliceQuestion,
  depth = 0,
): Promise<MetricSlice> {
  const { formula } = question.metric;
  if (depth > deepestFormula) throw new Error(`The formula of ${question.metric.code} leads to itself`);
  if (formula === null) return observed(world, loader, question);
  const derived = (code: string, changes: Partial<SliceQuestion>) =>
    sliceOf(world, loader, { ...question, metric: metricNamed(world.catalogue, code), ...changes }, depth + 1);
  return derivedSlice(world, question, formula, derived);
}

async function observed(world: MetricWorld, loader: ObservationLoader, question: SliceQuestion): Promise<MetricSlice> {
  const { metric, level, period, dimensions } = question;
  const key = dimensionKey(world.catalogue, metric, dimensions);
  const levels = storedLevels(metric, level);
  const slices = world.catalogue
    .slices(metric)
    .filter((slice) => slice.dimensionId === key?.id && slice.period === period && levels.includes(slice.level));
  const facet = facetFor(world.catalogue, metric, question.facet, ({ id }) =>
    slices.some(({ facetId }) => facetId === id),
  );
  const chosen = facet === null ? [] : slices.filter(({ facetId }) => facetId === facet.id);
  const loaded = await Promise.all(chosen.map(async (slice) => ({ slice, values: await loader.slice(slice) })));
  const own = loaded.find(({ slice }) => slice.level === levelNumbers[level])?.values ?? new Map();
  const others = loaded.filter(({ slice }) => slice.level !== levelNumbers[level]);
  const values =
    others.length === 0 ? own : new Map([...others.flatMap((other) => citiesOf(world, other.values, period)), ...own]);
  return { metric, level, period, dimensions, key, facets: facet === null ? [] : [facet], values };
}

function citiesOf(world: MetricWorld, values: SliceValues, period: number): [string, Measured][] {
  const states = world.statesOn(lastDayOf(period));
  return [...values].filter(([key]) => {
    const state = states.get(key);
    return state !== undefined && isCityWithPowiatRights(state.version);
  });
}

async function derivedSlice(
  world: MetricWorld,
  question: SliceQuestion,
  formula: Formula,
  slice: (code: string, changes: Partial<SliceQuestion>) => Promise<MetricSlice>,
): Promise<MetricSlice> {
  if (formula.type === 'CHANGE') {
    const before = yearsBefore(question.period, 1);
    const of = metricNamed(world.catalogue, formula.of);
    const facet = question.facet ?? facetForAll(world.catalogue, of, question.level, [question.period, before]);
    const [now, earlier] = await Promise.all([
      slice(formula.of, { facet }),
      slice(formula.of, { facet, period: before }),
    ]);
    return combined(question, now, withoutBreaks(earlier), (value, then) => changeOf(value, then, formula.unit));
  }
  const [numerator, denominator] = await Promise.all([
    slice(formula.numerator, {}),
    slice(formula.denominator, { dimensions: null, facet: null }),
  ]);
  return combined(question, numerator, denominator, (value, by) => ratioOf(value, by, formula.per));
}

/** A break before the earlier value does not touch the change since then. */
function withoutBreaks(slice: MetricSlice): MetricSlice {
  const values = new Map([...slice.values].map(([key, { value, flag }]) => [key, { value, flag: unbroken(flag) }]));
  return { ...slice, values };
}

function combined(
  { metric, level, period, dimensions }: SliceQuestion,
  first: MetricSlice,
  second: MetricSlice,
  compute: (first: number, second: number) => number | null,
): MetricSlice {
  const values = new Map<string, Measured>();
  for (const [key, one] of first.values) {
    const other = second.values.get(key);
    const value = one.value === null || other?.value == null ? null : compute(one.value, other.value);
    values.set(key, { value, flag: flagOfBoth(value, one.flag, other?.flag ?? 'MISSING') });
  }
  const facets = [...new Set([...first.facets, ...second.facets])];
  return { metric, level, period, dimensions, key: first.key, facets, values };
}
