/** Draws a chart on the server, without a browser: SVG by echarts, PNG from that by resvg. */
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { BarChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { optionsOf, type Size } from './options.ts';
import type { ChartSpec } from './spec.ts';
import { palettes, type Theme } from './theme.ts';

use([
  AriaComponent,
  BarChart,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  SVGRenderer,
  TitleComponent,
]);

export function drawSvg(spec: ChartSpec, size: Size, theme: Theme): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption(optionsOf(spec, palettes[theme], size));
    return withTitle(chart.renderToSVGString(), spec);
  } finally {
    chart.dispose();
  }
}

/** Its name and description, for those who do not see it. */
function withTitle(svg: string, { title, valueTitle, source }: ChartSpec): string {
  const words = `<title>${escaped(title)}</title><desc>${escaped(`${valueTitle}. ${source}`)}</desc>`;
  return svg.replace(/^<svg([^>]*)>/, `<svg$1 role="img">${words}`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const require = createRequire(import.meta.url);
const fontFiles = ['400Regular/SourceSans3_400Regular.ttf', '600SemiBold/SourceSans3_600SemiBold.ttf'].map((file) =>
  require.resolve(`@expo-google-fonts/source-sans-3/${file}`),
);

/** Twice as many points as the chart is wide, for screens that show them. */
export function drawPng(svg: string, { width }: Size): Buffer {
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'width', value: width * 2 },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Source Sans 3' },
  });
  return resvg.render().asPng();
}
