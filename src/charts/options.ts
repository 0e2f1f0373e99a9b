/** How echarts draws a chart. */
import type { EChartsOption } from 'echarts';
import { formats } from '#platform/locale.ts';
import type { BarChart, ChartSpec, Histogram, MapChart, NumberChart, SeriesChart } from './spec.ts';
import { linesOf } from './svg.ts';
import { fontFamily, type Palette } from './theme.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What echarts draws; maps are drawn by map.ts, for whose thousands of shapes it takes too long. */
export type PlottedChart = Exclude<ChartSpec, MapChart>;

export function optionsOf(spec: PlottedChart, palette: Palette, size: Size): EChartsOption {
  const words = wordsOf(spec, size);
  return { ...frameOf(spec, palette, words, size), ...contentOf(spec, palette, plotAreaOf(words), size) };
}

/** Lines that fit the width: what echarts breaks by itself it writes over each other in some fonts. */
interface Words {
  readonly title: readonly string[];
  readonly source: readonly string[];
}

const margin = 16;
const titleSize = { fontSize: 18, lineHeight: 22 };
const sourceSize = { fontSize: 11, lineHeight: 14 };

function wordsOf({ title, source }: PlottedChart, { width }: Size): Words {
  const room = width - 2 * margin;
  return {
    title: linesOf(title, { width: room, fontSize: titleSize.fontSize, max: 3 }),
    source: linesOf(source, { width: room, fontSize: sourceSize.fontSize, max: 3 }),
  };
}

function frameOf(
  spec: PlottedChart,
  palette: Palette,
  { title, source }: Words,
  { width, height }: Size,
): EChartsOption {
  const text = { color: palette.ink, fontFamily };
  return {
    animation: false,
    backgroundColor: palette.paper,
    color: [...palette.series],
    textStyle: { fontFamily, color: palette.ink },
    aria: { enabled: true, decal: { show: true } },
    title: [
      {
        text: title.join('\n'),
        subtext: spec.valueTitle,
        left: 12,
        top: 8,
        textStyle: { ...text, ...titleSize, fontWeight: 600 },
        subtextStyle: {
          ...text,
          color: palette.inkSoft,
          fontSize: 13,
          width: width - 2 * margin,
          overflow: 'truncate',
        },
      },
      {
        text: source.join('\n'),
        left: 12,
        top: height - 10 - source.length * sourceSize.lineHeight,
        textStyle: { ...text, ...sourceSize, color: palette.inkSoft, fontWeight: 400 },
      },
    ],
  };
}

function contentOf(spec: PlottedChart, palette: Palette, area: PlotArea, size: Size): EChartsOption {
  switch (spec.view) {
    case 'line':
    case 'bar':
      return lineOf(spec, palette, area, size);
    case 'rank':
      return barsOf(spec, palette, area, size);
    case 'distribution':
      return histogramOf(spec, palette, area);
    case 'number':
      return numberOf(spec, palette, size);
  }
}

type PlotArea = ReturnType<typeof plotAreaOf>;

/** Within which the plot and its labels stay: below the title, above the source. */
function plotAreaOf({ title, source }: Words) {
  return {
    left: margin,
    right: 24,
    top: 62 + title.length * titleSize.lineHeight,
    bottom: 30 + source.length * sourceSize.lineHeight,
    outerBoundsMode: 'same' as const,
    outerBoundsContain: 'axisLabel' as const,
  };
}

function valueAxis(spec: ChartSpec, palette: Palette) {
  const { number } = formats[spec.language];
  return {
    type: 'value' as const,
    axisLabel: {
      color: palette.inkSoft,
      hideOverlap: true,
      formatter: (value: number) => number(value, Number.isInteger(value) ? 0 : 1),
    },
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

const legendLine = 22;
/** Of a legend's entry beside its words. */
const legendEntry = 42;
/** Of a letter of a name, of its size. */
const legendLetter = 0.55;
/** Of the height of a picture, that its legend may take up. */
const legendShare = 0.4;

/** How many lines the names take up, as echarts puts them one after the other. */
function legendLines(spec: SeriesChart, room: number): number {
  let [lines, used] = [1, 0];
  for (const { name } of spec.series) {
    const width = legendEntry + name.length * 12 * legendLetter;
    if (used > 0 && used + width > room) [lines, used] = [lines + 1, 0];
    used += width;
  }
  return lines;
}

function lineOf(spec: SeriesChart, palette: Palette, area: PlotArea, { width, height }: Size): EChartsOption {
  const isSingle = spec.series.length === 1;
  const lines = legendLines(spec, width - 2 * margin);
  // In a picture, nobody can turn the pages of a legend.
  const isWhole = lines * legendLine <= height * legendShare;
  const legend = {
    bottom: area.bottom - 14,
    left: 'center',
    width: width - 2 * margin,
    type: isWhole ? ('plain' as const) : ('scroll' as const),
    textStyle: { color: palette.ink, fontFamily },
  };
  return {
    grid: { ...area, bottom: area.bottom + (isSingle ? 0 : 6 + (isWhole ? lines : 1) * legendLine) },
    ...(isSingle ? {} : { legend }),
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

/** So many pixels for each number at an axis, and its neighbours do not touch. */
const axisStep = 110;

function barsOf(spec: BarChart, palette: Palette, area: PlotArea, { width }: Size): EChartsOption {
  const { number } = formats[spec.language];
  const bars = [...spec.bars].reverse();
  return {
    grid: { ...area, right: 72 },
    xAxis: { ...valueAxis(spec, palette), splitNumber: Math.min(Math.max(Math.floor(width / axisStep) - 1, 2), 5) },
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

function histogramOf(spec: Histogram, palette: Palette, area: PlotArea): EChartsOption {
  const { number } = formats[spec.language];
  return {
    grid: area,
    xAxis: categoryAxis(
      spec.bins.map(({ from, to }) => `${number(from, spec.decimals)}–${number(to, spec.decimals)}`),
      palette,
    ),
    // Of counted units there are no halves.
    yAxis: { ...valueAxis(spec, palette), minInterval: 1 },
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
