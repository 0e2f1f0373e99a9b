/** Answers as JSON-stat 2.0 datasets (https://json-stat.org/format/). */

import { type Flag, flags } from '../flags.ts';
import type { Facet, Metric } from '../reference-data.ts';

export interface StatCell {
  readonly metric: Metric;
  readonly place: StatCategory;
  readonly period: string;
  readonly value: number | null;
  readonly flag: Flag;
  /** Where the cells are of several publications. */
  readonly facet?: Facet | undefined;
}

export interface StatCategory {
  readonly code: string;
  readonly label: string;
}

interface Category {
  readonly index: string[];
  readonly label: Record<string, string>;
  readonly unit?: Record<string, { decimals: number; label: string; multiplier: number }>;
}

/** Three dimensions: metric, place and time; a cell that no observation fills is null. */
export function jsonStat(
  label: string,
  facets: readonly Facet[],
  cells: readonly StatCell[],
  notes: readonly string[] = [],
): Record<string, unknown> {
  const metrics = distinct(cells.map(({ metric }) => ({ code: metric.code, label: metric.namePl })));
  const places = distinct(cells.map(({ place }) => place));
  const times = distinct(cells.map(({ period }) => ({ code: period, label: period }))).toSorted((a, b) =>
    a.code < b.code ? -1 : 1,
  );
  const units = Object.fromEntries(
    cells.map(({ metric }) => [
      metric.code,
      { decimals: metric.decimals, label: metric.unitPl, multiplier: Math.log10(metric.multiplier) },
    ]),
  );
  const size = [metrics.length, places.length, times.length];
  const value: (number | null)[] = new Array(metrics.length * places.length * times.length).fill(null);
  const status: Record<string, string> = {};
  const facetOf: (string | null)[] = new Array(value.length).fill(null);
  const positions = [metrics, places, times].map((list) => new Map(list.map(({ code }, index) => [code, index])));
  for (const cell of cells) {
    const [m = 0, p = 0, t = 0] = [cell.metric.code, cell.place.code, cell.period].map((code, i) =>
      positions[i]?.get(code),
    );
    const at = (m * places.length + p) * times.length + t;
    value[at] = cell.value;
    facetOf[at] = cell.facet?.code ?? null;
    if (cell.flag !== 'NORMAL') status[at] = flags[cell.flag].sdmx;
  }
  markSeams(facetOf, status, times);
  return {
    version: '2.0',
    class: 'dataset',
    label,
    ...(notes.length === 0 ? {} : { note: notes }),
    source: [...new Set(facets.map(({ name, publisher }) => `${publisher}: ${name}`))].join('; '),
    id: ['metric', 'geo', 'time'],
    size,
    role: { metric: ['metric'], geo: ['geo'], time: ['time'] },
    dimension: {
      metric: { label: 'Metric', category: { ...categoryOf(metrics), unit: units } },
      geo: { label: 'Place', category: categoryOf(places) },
      time: { label: 'Period', category: categoryOf(times) },
    },
    value,
    status,
    // JSON-stat has no word for the publication of a cell; `extension` is where its own words go.
    ...(new Set(facetOf.filter((code) => code !== null)).size > 1 ? { extension: { facet: facetOf } } : {}),
  };
}

/** In the series of a metric and place, the first cell after a change of the publication is a break. */
function markSeams(
  facetOf: readonly (string | null)[],
  status: Record<string, string>,
  times: readonly StatCategory[],
) {
  const before = new Map<string, string>();
  for (const [at, facet] of facetOf.entries()) {
    if (facet === null) continue;
    // Years, quarters and months are series of their own: `2019`, `2019-Q1`, `2019-01` differ in what is no digit.
    const { code = '' } = times[at % times.length] ?? {};
    const series = `${Math.floor(at / times.length)} ${code.replaceAll(/\d/g, '')}`;
    if ((before.get(series) ?? facet) !== facet) status[at] ??= flags.BREAK.sdmx;
    before.set(series, facet);
  }
}

function distinct(categories: readonly StatCategory[]): StatCategory[] {
  return [...new Map(categories.map((category) => [category.code, category])).values()];
}

function categoryOf(categories: readonly StatCategory[]): Category {
  return {
    index: categories.map(({ code }) => code),
    label: Object.fromEntries(categories.map(({ code, label }) => [code, label])),
  };
}
