/** Charts and embeds: read through published operations, of this release or an earlier one. */
import { LRUCache } from 'lru-cache';
import {
  type ChartForm,
  type ChartRequest,
  type ChartSpec,
  chartForms,
  drawChart,
  earlierOperation,
  earlierSpec,
  operationOf,
  readChartRequest,
  specOf,
} from '#charts/index.ts';
import type { OpenData } from '#exports/open-data.ts';
import type { CurrentRelease } from '#platform/releases/current.ts';
import type { Portal } from '#portal/index.ts';
import { languageOfChart } from '#portal/language.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import {
  chartHeaders,
  noSuchMetric,
  noSuchRelease,
  nothingInRelease,
  noValues,
  operationProblem,
  problemOfParameters,
  unknownForm,
} from './chart-responses.ts';
import { embedPolicy } from './embeds.ts';
import type { InProcess, Reader } from './in-process.ts';
import { orPage, type PageResponses } from './responses.ts';

export interface ChartParts {
  readonly portal: Portal;
  readonly operations: InProcess;
  readonly current: CurrentRelease;
  /** Null: the hub keeps no files, and draws no charts of earlier releases. */
  readonly data: OpenData | null;
}

export interface ChartFacts {
  readonly spec: ChartSpec;
  /** Null: it is the same in every release. */
  readonly release: number | null;
  readonly dependsOnToday: boolean;
}

/** Addresses of charts that are requested again: reading one takes as long as finding its answer in the cache. */
const maxRead = { count: 1_000, length: 1_000 };

export class Charts {
  readonly #parts: ChartParts;
  readonly #responses: PageResponses;
  readonly #read = new LRUCache<string, ChartRequest>({ max: maxRead.count });

  constructor(parts: ChartParts, responses: PageResponses) {
    this.#parts = parts;
    this.#responses = responses;
  }

  respond(request: HubRequest, metric: string, extension: string): Promise<HubResponse> {
    const form = chartForms.find((candidate) => candidate === extension);
    if (form === undefined) throw unknownForm(extension);
    const wanted = this.#wanted(metric, form, request.query);
    return this.#responses.respond(request, wanted.language, async (reader) => {
      const { spec, release, dependsOnToday } = await this.facts(wanted, reader);
      const body = await drawChart(wanted, spec, release ?? wanted.release ?? 0);
      return { status: 200, headers: chartHeaders(wanted), body, release, dependsOnToday };
    });
  }

  /** A page of its own in somebody else's: what cannot be drawn says why in the frame. */
  embed(request: HubRequest, metric: string): Promise<HubResponse> {
    return orPage(
      request,
      () => this.#embed(request, metric),
      async (problem) => {
        const { renderEmbedProblem } = await import('#portal/embed.tsx');
        const language = languageOfChart(request.query);
        const { assets, origin } = this.#parts.portal;
        const message = problem.lineIn(language);
        const body = renderEmbedProblem({ message, language, assets: assets.addresses, origin });
        return { headers: { ...embedHeaders, 'content-language': language }, body };
      },
    );
  }

  async #embed(request: HubRequest, metric: string): Promise<HubResponse> {
    const wanted = this.#wanted(metric, 'svg', request.query);
    const { assets, origin } = this.#parts.portal;
    return this.#responses.respond(request, wanted.language, async (reader) => {
      const { spec, release, dependsOnToday } = await this.facts(wanted, reader);
      const { renderEmbed } = await import('#portal/embed.tsx');
      const query = new URLSearchParams(request.query);
      const { size } = wanted;
      const body = renderEmbed({ metric, spec, query, size, assets: assets.addresses, origin });
      return { status: 200, headers: embedHeaders, body, release, dependsOnToday };
    });
  }

  #wanted(metric: string, form: ChartForm, query: string): ChartRequest {
    const address = `${form}?${query}\n${metric}`;
    const known = this.#read.get(address);
    if (known !== undefined) return known;
    const read = problemOfParameters(() => readChartRequest(metric, form, query));
    if (address.length <= maxRead.length) this.#read.set(address, read);
    return read;
  }

  async facts(wanted: ChartRequest, reader: Reader): Promise<ChartFacts> {
    const { number } = await this.#parts.current.get();
    if (wanted.release !== null && wanted.release > number) throw noSuchRelease(wanted.release, number);
    const isEarlier = wanted.release !== null && wanted.release < number;
    const operation = problemOfParameters(() => (isEarlier ? earlierOperation(wanted) : operationOf(wanted)));
    const { data, errors, release, dependsOnToday } = await this.#parts.operations.run(operation, reader);
    const [error] = errors;
    if (error !== undefined) throw operationProblem(error);
    if (isEarlier) return this.#earlier(wanted, wanted.release, data);
    const spec = specOf(wanted, data, release);
    if (spec === undefined) throw noSuchMetric(wanted.metric);
    if (isEmpty(spec)) throw noValues(wanted);
    return { spec, release, dependsOnToday };
  }

  async #earlier(wanted: ChartRequest, release: number, current: unknown): Promise<ChartFacts> {
    const { data } = this.#parts;
    const first = data === null ? Number.POSITIVE_INFINITY : (await data.facts()).first;
    const spec = data === null || release < first ? undefined : await earlierSpec(data, wanted, current, release);
    if (spec === undefined) throw nothingInRelease(wanted.metric, release);
    return { spec, release: null, dependsOnToday: false };
  }
}

/** Of units that do not exist, or have no values in that time. */
function isEmpty(spec: ChartSpec): boolean {
  if (spec.view === 'number') return spec.value === null;
  return 'series' in spec && spec.series.every(({ values }) => values.every((value) => value === null));
}

const embedHeaders = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': embedPolicy } as const;
