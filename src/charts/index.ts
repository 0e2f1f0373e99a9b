/** Charts of metrics: one way to make them for pages, embeds, images and tables. */
import { csvOf } from './csv.ts';
import { specOf } from './data.ts';
import type { ChartRequest } from './request.ts';
import { tableOf } from './spec.ts';

export { operationOf } from './data.ts';
export { type ChartForm, ChartParameterError, chartForms, readChartRequest } from './request.ts';

/** Undefined: there is no such metric. */
export async function drawChart(
  request: ChartRequest,
  data: unknown,
  release: number,
): Promise<string | Buffer | undefined> {
  const spec = specOf(request, data, release);
  if (spec === undefined) return undefined;
  if (request.form === 'json') return JSON.stringify({ ...spec, release });
  if (request.form === 'csv') return csvOf(tableOf(spec));
  // echarts takes a third of a second to load, and many a process never draws.
  const { drawPng, drawSvg } = await import('./draw.ts');
  const svg = drawSvg(spec, request.size, request.theme);
  return request.form === 'svg' ? svg : drawPng(svg, request.size);
}
