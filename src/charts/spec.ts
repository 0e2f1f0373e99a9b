/** What a chart shows, apart from how it is drawn: pages, embeds, images and tables are made from the same one. */
import type { MessageLanguage } from '#platform/errors.ts';

export const chartLevels = ['VOIVODESHIP', 'POWIAT', 'GMINA'] as const;
export type ChartLevel = (typeof chartLevels)[number];

interface Common {
  /** What, where and when. */
  readonly title: string;
  /** With the unit of measure; null for pure numbers. */
  readonly valueTitle: string;
  readonly decimals: number;
  /** Who published the numbers, and the release of the hub. */
  readonly source: string;
  readonly language: MessageLanguage;
}

export interface SeriesChart extends Common {
  readonly view: 'line' | 'bar';
  readonly periods: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly code: string | null;
    /** One for each period; null where nothing is known. */
    readonly values: readonly (number | null)[];
    /** Periods from which values do not compare with those before, and why. */
    readonly breaks: readonly { readonly period: string; readonly reason: string }[];
  }[];
}

export interface BarChart extends Common {
  readonly view: 'rank';
  readonly bars: readonly {
    readonly rank: number;
    readonly name: string;
    readonly code: string;
    readonly value: number;
    readonly isMarked: boolean;
  }[];
}

export interface MapChart extends Common {
  readonly view: 'map';
  readonly level: ChartLevel;
  readonly period: string;
  /** From the lowest to the highest values. */
  readonly classes: readonly ValueClass[];
  readonly regions: readonly MapRegion[];
}

export interface ValueClass {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface MapRegion {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly classIndex: number | null;
  /** The `d` of an SVG path; null where no boundary is known. */
  readonly outline: string | null;
  readonly isMarked: boolean;
}

export interface Histogram extends Common {
  readonly view: 'distribution';
  readonly bins: readonly ValueClass[];
}

export interface NumberChart extends Common {
  readonly view: 'number';
  readonly value: number | null;
  readonly period: string | null;
}

export type ChartSpec = SeriesChart | BarChart | MapChart | Histogram | NumberChart;

export type ChartColumn = 'code' | 'name' | 'period' | 'value' | 'rank' | 'from' | 'to' | 'count';

export interface ChartTable {
  readonly header: readonly ChartColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The numbers of a chart, one row for each. */
export function tableOf(spec: ChartSpec): ChartTable {
  switch (spec.view) {
    case 'line':
    case 'bar':
      return {
        header: ['code', 'name', 'period', 'value'],
        rows: spec.series.flatMap(({ code, name, values }) =>
          values.map((value, index) => [code, name, spec.periods[index] ?? '', value]),
        ),
      };
    case 'rank':
      return {
        header: ['rank', 'code', 'name', 'value'],
        rows: spec.bars.map(({ rank, code, name, value }) => [rank, code, name, value]),
      };
    case 'map':
      return {
        header: ['code', 'name', 'period', 'value'],
        rows: spec.regions.map(({ code, name, value }) => [code, name, spec.period, value]),
      };
    case 'distribution':
      return { header: ['from', 'to', 'count'], rows: spec.bins.map(({ from, to, count }) => [from, to, count]) };
    case 'number':
      return { header: ['period', 'value'], rows: [[spec.period, spec.value]] };
  }
}
