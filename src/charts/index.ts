/** Charts of metrics: one way to make them for pages, embeds, images and tables. */
import { csvOf } from './csv.ts';
import { drawMap } from './map.ts';
import type { ChartRequest } from './request.ts';
import { type ChartSpec, tableOf } from './spec.ts';

export { mapLevelOf, operationOf, regionParts, specOf } from './data.ts';
export { earlierOperation, earlierSpec } from './earlier/index.ts';
export { type ChartForm, ChartParameterError, type ChartRequest, chartForms, readChartRequest } from './request.ts';
export type { ChartSpec } from './spec.ts';

export async function drawChart(request: ChartRequest, spec: ChartSpec, release: number): Promise<string | Buffer> {
  if (request.form === 'json') return JSON.stringify({ ...spec, release });
  if (request.form === 'csv') return csvOf(tableOf(spec));
  if (spec.view === 'map') return picture(drawMap(spec, request.size, request.theme), request);
  // echarts takes a third of a second to load, and many a process never draws.
  const { drawSvg } = await import('./draw.ts');
  return picture(drawSvg(spec, request.size, request.theme), request);
}

async function picture(svg: string, { form, size }: ChartRequest): Promise<string | Buffer> {
  if (form === 'svg') return svg;
  const { drawPng } = await import('./png.ts');
  return drawPng(svg, { width: size.width * 2 });
}
