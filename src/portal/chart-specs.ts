/** Charts of a page from what its operations returned, so that the tables below them need no further ones. */
import { type ChartSpec, operationOf, readChartRequest, specOf } from '#charts/index.ts';
import { withQuery } from './addresses.ts';
import type { Operation, PageRequest } from './page.ts';

export interface ChartAddress {
  readonly metric: string;
  readonly query: Readonly<Record<string, string | number | null | undefined>>;
}

/** What the operation behind the address of a chart would make of the data. */
export function chartSpec(
  request: PageRequest,
  chart: ChartAddress,
  { data, release }: { readonly data: unknown; readonly release: number },
): ChartSpec | undefined {
  return specOf(requestOf(request, chart), data, release);
}

export function chartOperation(request: PageRequest, chart: ChartAddress): Operation {
  return operationOf(requestOf(request, chart));
}

function requestOf({ language }: PageRequest, { metric, query }: ChartAddress) {
  return readChartRequest(metric, 'json', withQuery('', { ...query, lang: language }).slice(1));
}
