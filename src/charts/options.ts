/** How echarts draws a chart. */
import type { EChartsOption } from 'echarts';
import { formats } from '#platform/locale.ts';
import type { BarChart, ChartSpec, Histogram, MapChart, NumberChart, SeriesChart } from './spec.ts';
import { fontFamily, type Palette } from './theme.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What echarts draws; maps are drawn by map.ts, for whose thousands of shapes it takes too long. */
export type PlottedChart = Exclude<ChartSpec, MapChart>;

export function optionsOf(spec: PlottedChart, palette: Palette, size: Size): EChartsOption {
  return { ...frameOf(spec, palette, size), ...contentOf(spec, palette, size) };
}

function frameOf(spec: PlottedChart, palette: Palette, { width, height }: Size): EChartsOption {
  const text = { color: palette.ink, fontFamily, width: width - 32, overflow: 'break' as const };
  return {
    animation: false,
    backgroundColor: palette.paper,
    color: [...palette.series],
    textStyle: { fontFamily, color: palette.ink },
    aria: { enabled: true, decal: { show: true } },
    title: [
      {
        text: spec.title,
        subtext: spec.valueTitle,
        left: 12,
        top: 8,
        textStyle: { ...text, fontSize: 18, fontWeight: 600 },
        subtextStyle: { ...text, color: palette.inkSoft, fontSize: 13 },
      },
      {
        text: spec.source,
        left: 12,
        top: height - 24,
        textStyle: { ...text, color: palette.inkSoft, fontSize: 11, fontWeight: 400 },
      },
    ],
  };
}

function contentOf(spec: PlottedChart, palette: Palette, size: Size): EChartsOption {
  switch (spec.view) {
    case 'line':
    case 'bar':
      return lineOf(spec, palette);
    case 'rank':
      return barsOf(spec, palette);
    case 'distribution':
      return histogramOf(spec, palette);
    case 'number':
      return numberOf(spec, palette, size);
  }
}

/** Within which the plot and its labels stay. */
const plotArea = {
  left: 16,
  right: 24,
  top: 84,
  bottom: 44,
  outerBoundsMode: 'same' as const,
  outerBoundsContain: 'axisLabel' as const,
};

function valueAxis(spec: ChartSpec, palette: Palette) {
  const { number } = formats[spec.language];
  return {
    type: 'value' as const,
    axisLabel: { color: palette.inkSoft, formatter: (value: number) => number(value, Number.isInteger(value) ? 0 : 1) },
    splitLine: { lineStyle: { color: palette.line } },
  };
}

function categoryAxis(data: string[], palette: Palette) {
  return {
    type: 'category' as const,
    data,
    axisLabel: { color: palette.inkSoft },
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
  };
}

function lineOf(spec: SeriesChart, palette: Palette): EChartsOption {
  const isSingle = spec.series.length === 1;
  return {
    grid: { ...plotArea, bottom: isSingle ? 44 : 72 },
    ...(isSingle ? {} : { legend: { bottom: 30, type: 'scroll', textStyle: { color: palette.ink, fontFamily } } }),
    xAxis: categoryAxis([...spec.periods], palette),
    // A line may leave out zero; a bar may not.
    yAxis: { ...valueAxis(spec, palette), scale: spec.view === 'line' },
    series: spec.series.map(({ name, values, breaks }) => ({
      ...(spec.view === 'bar'
        ? { type: 'bar' as const }
        : { type: 'line' as const, connectNulls: false, symbolSize: 6 }),
      name,
      data: [...values],
      ...(breaks.length === 0 ? {} : { markLine: breakLines(breaks, palette) }),
    })),
  };
}

function breakLines(breaks: readonly { readonly period: string }[], palette: Palette) {
  return {
    symbol: 'none',
    lineStyle: { type: 'dashed' as const, color: palette.inkSoft },
    label: { show: false },
    data: breaks.map(({ period }) => ({ xAxis: period })),
  };
}

function barsOf(spec: BarChart, palette: Palette): EChartsOption {
  const { number } = formats[spec.language];
  const bars = [...spec.bars].reverse();
  return {
    grid: { ...plotArea, right: 72 },
    xAxis: valueAxis(spec, palette),
    yAxis: categoryAxis(
      bars.map(({ name, rank }) => `${rank}. ${name}`),
      palette,
    ),
    series: [
      {
        type: 'bar',
        name: spec.valueTitle,
        label: {
          show: true,
          position: 'right',
          color: palette.ink,
          formatter: ({ value }) => number(Number(value), spec.decimals),
        },
        data: bars.map(({ value, isMarked }) => ({
          value,
          itemStyle: { color: palette.series[isMarked ? 1 : 0] ?? palette.ink },
        })),
      },
    ],
  };
}

function histogramOf(spec: Histogram, palette: Palette): EChartsOption {
  const { number } = formats[spec.language];
  return {
    grid: plotArea,
    xAxis: categoryAxis(
      spec.bins.map(({ from, to }) => `${number(from, spec.decimals)}–${number(to, spec.decimals)}`),
      palette,
    ),
    yAxis: valueAxis(spec, palette),
    series: [{ type: 'bar', name: spec.valueTitle, barCategoryGap: '4%', data: spec.bins.map(({ count }) => count) }],
  };
}

function numberOf(spec: NumberChart, palette: Palette, { width, height }: Size): EChartsOption {
  const { number } = formats[spec.language];
  return {
    graphic: {
      type: 'text',
      left: 'center',
      top: 'middle',
      style: {
        text: spec.value === null ? '–' : number(spec.value, spec.decimals),
        fontFamily,
        fontSize: Math.round(Math.min(width / 8, height / 4)),
        fontWeight: 700,
        fill: palette.series[0] ?? palette.ink,
      },
    },
  };
}
