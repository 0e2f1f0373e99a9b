/** `/oembed?url=`: the title of a page or chart of the hub, and the frame that shows it. */
import { readChartRequest } from '#charts/index.ts';
import type { Portal } from '#portal/index.ts';
import { splitLanguage } from '#portal/language.ts';
import { cardAddress, chartAt, type EmbeddedChart } from '#portal/oembed.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { problemOfParameters } from './chart-responses.ts';
import type { Charts } from './charts.ts';
import { nothingThere, type OembedRequest, oembedBody, readOembedRequest } from './embeds.ts';
import type { InProcess, Reader } from './in-process.ts';
import type { PageResponses } from './responses.ts';

export interface OembedParts {
  readonly portal: Portal;
  readonly operations: InProcess;
}

interface Named {
  readonly title: string;
  readonly release: number | null;
  readonly dependsOnToday: boolean;
}

export class Oembed {
  readonly #parts: OembedParts;
  readonly #charts: Charts;
  readonly #responses: PageResponses;

  constructor(parts: OembedParts, charts: Charts, responses: PageResponses) {
    this.#parts = parts;
    this.#charts = charts;
    this.#responses = responses;
  }

  respond(request: HubRequest): Promise<HubResponse> {
    const { origin } = this.#parts.portal;
    const wanted = readOembedRequest(request.query, origin);
    const { path, query, format, maxWidth, maxHeight } = wanted;
    const chart = chartAt(path, new URLSearchParams(query));
    const { language } = splitLanguage(path);
    return this.#responses.respond(request, language, async (reader) => {
      const isChart = /^\/(?:charts|embed)\//.test(path);
      const named =
        isChart && chart !== null ? await this.#titleOfChart(chart, reader) : await this.#titleOfPage(wanted, reader);
      const card = isChart ? null : cardAddress(origin, path, query);
      const facts = { origin, title: named.title, language, chart, card, maxWidth, maxHeight };
      const { headers, body } = oembedBody(format, facts);
      return { status: 200, headers, body, release: named.release, dependsOnToday: named.dependsOnToday };
    });
  }

  async #titleOfChart({ metric, query }: EmbeddedChart, reader: Reader): Promise<Named> {
    const text = new URLSearchParams(query).toString();
    const wanted = problemOfParameters(() => readChartRequest(metric, 'svg', text));
    const { spec, ...facts } = await this.#charts.facts(wanted, reader);
    return { title: spec.title, ...facts };
  }

  async #titleOfPage({ path, query }: OembedRequest, reader: Reader): Promise<Named> {
    const { portal, operations } = this.#parts;
    const found = portal.find(path);
    if (found === undefined) throw nothingThere(path);
    const page = await portal.respond({ ...found, form: 'html' }, query, (operation) =>
      operations.run(operation, reader),
    );
    if (page.title === undefined) throw nothingThere(path);
    return { title: page.title, release: page.release, dependsOnToday: page.dependsOnToday };
  }
}
