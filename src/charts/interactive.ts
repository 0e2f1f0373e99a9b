/** The chart of a picture, drawn in a browser: values show where it is pointed at, or by arrow keys. */
import { BarChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { formats } from '#platform/locale.ts';
import { optionsOf, type PlottedChart } from './options.ts';
import { type Palette, palettes, type Theme } from './theme.ts';

use([
  AriaComponent,
  BarChart,
  // The policy of the pages forbids the styles that echarts writes into SVG; it has no say about a canvas.
  CanvasRenderer,
  GridComponent,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
]);

export type ChartOfPoints = Exclude<PlottedChart, { readonly view: 'number' }>;

export interface InteractiveChart {
  /** Draws again, after the place or the theme of the chart has changed. */
  draw(theme: Theme): void;
  /** Shows the values of a point, and returns them in words. */
  show(index: number): string;
  readonly points: number;
}

export function createInteractiveChart(place: HTMLElement, spec: ChartOfPoints): InteractiveChart {
  const chart = init(place, null, { renderer: 'canvas' });
  const points = pointsOf(spec);
  return {
    points: points.length,
    draw(theme) {
      chart.resize();
      drawInto(chart, spec, points, palettes[theme]);
    },
    show(index) {
      chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: index });
      return (points[index] ?? '').replaceAll('\n', ', ');
    },
  };
}

function drawInto(chart: EChartsType, spec: ChartOfPoints, points: readonly string[], palette: Palette): void {
  const size = { width: chart.getWidth(), height: chart.getHeight() };
  chart.setOption(
    {
      ...optionsOf(spec, palette, size),
      tooltip: {
        trigger: 'axis',
        // As HTML it would carry styles.
        renderMode: 'richText',
        confine: true,
        axisPointer: { type: spec.view === 'line' ? 'line' : 'shadow' },
        backgroundColor: palette.paper,
        borderColor: palette.line,
        textStyle: { color: palette.ink, fontSize: 13 },
        formatter: (parameters: unknown) => points[dataIndexOf(parameters)] ?? '',
      },
    },
    { notMerge: true },
  );
}

function dataIndexOf(parameters: unknown): number {
  const [first] = Array.isArray(parameters) ? (parameters as readonly { readonly dataIndex: number }[]) : [];
  return first?.dataIndex ?? -1;
}

/** What is said of each point of the category axis, in its order. */
function pointsOf(spec: ChartOfPoints): readonly string[] {
  const { number } = formats[spec.language];
  const stated = (value: number | null | undefined): string =>
    value == null ? words[spec.language].missing : `${number(value, spec.decimals)} ${spec.valueTitle}`.trim();
  switch (spec.view) {
    case 'line':
    case 'bar':
      return spec.periods.map((period, index) =>
        [
          period,
          ...spec.series.map(({ name, values }) => `${name}: ${stated(values[index])}`),
          ...spec.series.flatMap(({ breaks }) => breaks.filter((one) => one.period === period)).map(brokenBy(spec)),
        ].join('\n'),
      );
    case 'rank':
      return spec.bars.map(({ rank, name, value }) => `${rank}. ${name}\n${stated(value)}`).reverse();
    case 'distribution':
      return spec.bins.map(
        ({ from, to, count }) =>
          `${number(from, spec.decimals)} – ${number(to, spec.decimals)} ${spec.valueTitle}\n${words[spec.language].units}: ${number(count)}`,
      );
  }
}

const brokenBy =
  ({ language }: ChartOfPoints) =>
  ({ reason }: { readonly reason: string }): string =>
    `${words[language].broken} (${reason})`;

const words = {
  pl: { missing: 'brak danych', units: 'Jednostek', broken: 'Wartości nieporównywalne z wcześniejszymi' },
  en: { missing: 'no data', units: 'Units', broken: 'Not comparable with earlier values' },
};
