/** What can be said of a metric from its formula and its slices. */

import { type Level, levelNames, levelOfNumber } from './levels.ts';
import { componentsOf, type Formula } from './model.ts';
import type { Metric, MetricReferenceData } from './reference-data.ts';

export function formulaText(formula: Formula): string {
  if (formula.type === 'RATIO') {
    const per = formula.per === 1 ? '' : ` × ${formula.per}`;
    return `${formula.numerator} / ${formula.denominator}${per}`;
  }
  const change = `${formula.of} − ${formula.of} a year before`;
  return formula.unit === 'PERCENT' ? `(${change}) / ${formula.of} a year before × 100` : change;
}

/** Formulas over formulas; more would be a mistake in the definitions. */
const maxDepth = 4;

/** Through formulas down to what is observed. */
function observedFor(referenceData: MetricReferenceData, metric: Metric, depth = 0): Metric {
  const [first] = componentsOf(metric.formula);
  const component = first === undefined ? undefined : referenceData.metric(first);
  return component === undefined || depth > maxDepth ? metric : observedFor(referenceData, component, depth + 1);
}

export function levelsOf(referenceData: MetricReferenceData, metric: Metric): Level[] {
  const levels = new Set(
    referenceData.slices(observedFor(referenceData, metric)).map(({ level }) => levelOfNumber(level)),
  );
  return levelNames.filter((level) => levels.has(level));
}

/** Ascending. */
export function periodsOf(referenceData: MetricReferenceData, metric: Metric): number[] {
  const periods = new Set(referenceData.slices(observedFor(referenceData, metric)).map(({ period }) => period));
  return [...periods].toSorted((a, b) => a - b);
}
