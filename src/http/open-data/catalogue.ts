/** `/catalog`, `/datasets/{name}` and `/datasets.xml`: what the hub offers, for portals that harvest it (docs/open-data.md). */
import { createHash } from 'node:crypto';
import { type Catalogue, type GraphFormat, graphFormats } from '#exports/catalogue/index.ts';
import { formatsOf } from '#exports/datasets/find.ts';
import { type Dataset, datasets } from '#exports/datasets/index.ts';
import { acceptedType } from '../accept.ts';
import { FixedText } from '../fixed-text.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { HttpProblem } from '../problem.ts';
import type { PageRoutes, Route } from '../router.ts';

const formats = Object.keys(graphFormats) as GraphFormat[];
const html = 'text/html';

export interface OpenDataRoute extends Route {
  /** The page at the same address, which limits its callers itself; undefined when another form is wanted. */
  readonly page?: (request: HubRequest) => HubResponse | Promise<HubResponse> | undefined;
}

export function catalogueRoutes(catalogue: Catalogue, pages: PageRoutes): OpenDataRoute[] {
  const get = (path: string, answer: Route['answer']): OpenDataRoute => ({ path, methods: ['GET'], answer });
  const all = (format: GraphFormat) => async (request: HubRequest) =>
    send(request, graphFormats[format].mediaType, await catalogue.all(format));
  return [
    get('/catalog', (request) => {
      const wanted = wantedFormat(request);
      return wanted === html ? seeOther(request, '/data') : all(wanted)(request);
    }),
    ...formats.map((format) => get(`/catalog.${format}`, all(format))),
    get('/datasets.xml', async (request) => send(request, 'application/xml; charset=utf-8', await catalogue.daneGov())),
    ...['/datasets.md5', '/datasets.xml.md5'].map((path) =>
      get(path, async (request) => send(request, 'text/plain; charset=utf-8', md5(await catalogue.daneGov()))),
    ),
    get('/datasets', (request) => seeOther(request, '/data')),
    ...datasets.flatMap((dataset) => datasetRoutes(catalogue, pages, dataset)),
    get('/datasets/', (request) => pages.notFound(request) ?? noDataset(request)),
  ];
}

function datasetRoutes(catalogue: Catalogue, pages: PageRoutes, dataset: Dataset): OpenDataRoute[] {
  const { name } = dataset;
  const path = `/datasets/${name}`;
  const get = (extension: string, answer: Route['answer']): OpenDataRoute => ({
    path: path + extension,
    methods: ['GET'],
    answer,
  });
  const one = (format: GraphFormat) => async (request: HubRequest) =>
    send(request, graphFormats[format].mediaType, await catalogue.one(name, format));
  return [
    {
      ...get('', (request) => {
        const wanted = wantedFormat(request);
        return wanted === html ? noDataset(request) : one(wanted)(request);
      }),
      page: (request) => (wantedFormat(request) === html ? pages.find(path)?.(request) : undefined),
    },
    ...formats.map((format) => get(`.${format}`, one(format))),
    get('/croissant.jsonld', async (request) =>
      send(request, graphFormats.jsonld.mediaType, await catalogue.croissant(name)),
    ),
    ...formatsOf(dataset).map((format) =>
      get(`.${format}`, (request) => ({ ...seeOther(request, `/releases/latest/${name}.${format}`), status: 302 })),
    ),
  ];
}

/** A dataset in one release, described: `/releases/42/projects` and `/releases/42/projects.ttl`. */
export async function describedEdition(
  catalogue: Catalogue,
  request: HubRequest,
  release: number,
  name: string,
): Promise<HubResponse | undefined> {
  const [, dataset = '', extension] = /^([a-z-]+)(?:\.(ttl|jsonld|rdf))?$/.exec(name) ?? [];
  if (!datasets.some((known) => known.name === dataset)) return undefined;
  const format = extension === undefined ? wantedFormat(request) : (extension as GraphFormat);
  if (format === html) return seeOther(request, `/datasets/${dataset}`);
  return send(request, graphFormats[format].mediaType, await catalogue.edition(dataset, release, format));
}

const offered = [graphFormats.ttl.mediaType, graphFormats.jsonld.mediaType, graphFormats.rdf.mediaType, html] as const;

/** Programs that do not say what they want get Turtle. */
function wantedFormat({ headers }: HubRequest): GraphFormat | typeof html {
  const accepted = acceptedType(headers['accept'], offered);
  if (accepted === html) return html;
  const found = formats.find((format) => graphFormats[format].mediaType === accepted);
  if (found !== undefined) return found;
  throw new HttpProblem(
    406,
    'NOT_ACCEPTABLE',
    'The Accept header takes none of the forms.',
    `Accept ${offered.join(', ')}.`,
    {
      polish: `Nagłówek Accept nie dopuszcza żadnej z postaci: ${offered.join(', ')}.`,
    },
  );
}

async function send(request: HubRequest, type: string, body: string | null | undefined): Promise<HubResponse> {
  if (body === null || body === undefined) throw nothingYet();
  return new FixedText(body, {
    'content-type': type,
    vary: 'Accept, Accept-Encoding',
    link: '</catalog>; rel="describedby"',
  }).respond(request);
}

const md5 = (text: string | null): string | null =>
  // The harvester's own check of what it fetched, not a safeguard against anybody.
  text === null ? null : createHash('md5').update(text).digest('hex');

function seeOther(request: HubRequest, path: string): HubResponse {
  const query = request.query === '' ? '' : `?${request.query}`;
  return { status: 303, headers: { location: path + query, 'cache-control': 'no-cache', vary: 'Accept' }, body: null };
}

function noDataset({ path }: HubRequest): never {
  const shown = path.slice('/datasets/'.length, 80);
  const names = datasets.map(({ name }) => name);
  const hint = `There are ${names.join(', ')}; each as .ttl, .jsonld, .rdf and /croissant.jsonld.`;
  throw new HttpProblem(404, 'NO_SUCH_DATASET', `There is no dataset "${shown}".`, hint, {
    members: { datasets: names },
    polish: `Nie ma zbioru danych "${shown}". Są: ${names.join(', ')}.`,
  });
}

function nothingYet(): HttpProblem {
  return new HttpProblem(404, 'NO_RELEASE', 'The hub has no release yet.', 'Load a file first.', {
    polish: 'Węzeł nie ma jeszcze żadnego wydania. Najpierw wczytaj plik.',
  });
}
