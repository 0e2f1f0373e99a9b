/** What can be said of a metric from its formula and its slices. */
import type { Metric, MetricCatalogue } from './catalogue.ts';
import { type Level, levelNames, levelOfNumber } from './levels.ts';
import { componentsOf, type Formula } from './model.ts';

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
function observedFor(catalogue: MetricCatalogue, metric: Metric, depth = 0): Metric {
  const [first] = componentsOf(metric.formula);
  const component = first === undefined ? undefined : catalogue.metric(first);
  return component === undefined || depth > maxDepth ? metric : observedFor(catalogue, component, depth + 1);
}

export function levelsOf(catalogue: MetricCatalogue, metric: Metric): Level[] {
  const levels = new Set(catalogue.slices(observedFor(catalogue, metric)).map(({ level }) => levelOfNumber(level)));
  return levelNames.filter((level) => levels.has(level));
}

/** Ascending. */
export function periodsOf(catalogue: MetricCatalogue, metric: Metric): number[] {
  const periods = new Set(catalogue.slices(observedFor(catalogue, metric)).map(({ period }) => period));
  return [...periods].toSorted((a, b) => a - b);
}
