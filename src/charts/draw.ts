/** Draws a chart on the server, without a browser. */
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
import { escapeXml } from '#exports/xml.ts';
import { optionsOf, type PlottedChart, type Size } from './options.ts';
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

export function drawSvg(spec: PlottedChart, size: Size, theme: Theme): string {
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
  const words = `<title>${escapeXml(title)}</title><desc>${escapeXml(`${valueTitle}. ${source}`)}</desc>`;
  return svg.replace(/^<svg([^>]*)>/, `<svg$1 role="img">${words}`);
}
