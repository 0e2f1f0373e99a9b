/** `GET /releases/{n}/{file}`: datasets and what describes them; `/releases/latest/{file}` leads to the newest. */

import type { Catalogue } from '#exports/catalogue/index.ts';
import { type Format, fileNames, type NamedTable, tableNamed } from '#exports/datasets/find.ts';
import { type DescriptionName, descriptionOf, descriptions } from '#exports/descriptions.ts';
import { downloadOf } from '#exports/downloads.ts';
import type { KeptFile } from '#exports/kept-files.ts';
import type { OpenData, ReleaseFacts } from '#exports/open-data.ts';
import { endsInTime } from '#platform/in-time.ts';
import { percentDecoded } from '#platform/text.ts';
import { acceptedEncoding } from '../accept.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import { HttpProblem } from '../problem.ts';
import type { Route } from '../router.ts';
import { termsLink } from '../terms.ts';
import { describedEdition } from './catalogue.ts';
import { fileResponse } from './send-file.ts';

const mediaTypes: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  geojson: 'application/geo+json',
};

/** Longer than this a proxy, or the server itself, does not keep a silent connection. */
const timeoutMs = 45_000;

export function downloadsRoute(data: OpenData, catalogue: Catalogue): Route {
  return { path: '/releases/', methods: ['GET'], answer: (request) => answer(data, catalogue, request) };
}

async function answer(data: OpenData, catalogue: Catalogue, request: HubRequest): Promise<HubResponse> {
  const [, release = '', name = ''] = /^\/releases\/([^/]+)\/(.+)$/.exec(percentDecoded(request.path)) ?? [];
  const facts = await data.facts();
  if (release === 'latest') return redirect(request, facts);
  const number = /^[1-9]\d{0,8}$/.test(release) ? Number(release) : 0;
  if (number < facts.first || number > facts.latest) throw noRelease(release, facts);
  if (Object.hasOwn(descriptions, name)) {
    const known = name as DescriptionName;
    const file = await inTime(descriptionOf(data, number, known));
    return fileResponse(request, file, { 'content-type': descriptions[known].type, 'x-release': release });
  }
  const described = await describedEdition(catalogue, request, number, name);
  if (described !== undefined) return described;
  const table = tableNamed(name);
  if (table === null || (table.metric !== undefined && !(await hasMetric(data, table.metric)))) throw noFile(name);
  return sendTable(data, request, number, table);
}

async function sendTable(
  data: OpenData,
  request: HubRequest,
  release: number,
  table: NamedTable,
): Promise<HubResponse> {
  const { format, isZipped } = table;
  const isText = format !== 'parquet' && !isZipped;
  // A part of a file is a part of the same bytes for everyone.
  const takesGzip = acceptedEncoding(request.headers['accept-encoding']) !== 'identity';
  const isCoded = isText && takesGzip && request.headers['range'] === undefined;
  const query = new URLSearchParams(request.query);
  const csv = {
    isRaw: query.get('raw') === '1',
    hasBom: query.get('bom') === '1',
    hasPolishLabels: query.get('labels') === 'pl',
  };
  const file = await inTime(downloadOf(data, release, { ...table, isZipped: isZipped || isCoded }, csv));
  return fileResponse(request, file, {
    'content-type': isZipped ? 'application/gzip' : mediaTypes[format],
    'x-release': String(release),
    link: termsLink(release),
    ...(isText ? { vary: 'Accept-Encoding' } : {}),
    ...(isCoded ? { 'content-encoding': 'gzip' } : {}),
  });
}

function redirect(request: HubRequest, { latest }: ReleaseFacts): HubResponse {
  const rest = request.path.slice('/releases/latest'.length);
  const query = request.query === '' ? '' : `?${request.query}`;
  const headers = { location: `/releases/${latest}${rest}${query}`, 'cache-control': 'no-cache' };
  return { status: 302, headers, body: null };
}

async function hasMetric({ database }: OpenData, code: string): Promise<boolean> {
  return !code.includes('\0') && (await database.prisma.metric.count({ where: { code } })) > 0;
}

/** The making goes on; whoever asks again gets the file. */
async function inTime(making: Promise<KeptFile>): Promise<KeptFile> {
  if (!(await endsInTime(making, timeoutMs))) throw beingMade();
  return making;
}

function beingMade(): HttpProblem {
  return new HttpProblem(503, 'BEING_MADE', 'The file is being made.', 'Ask again in half a minute.', {
    headers: { 'retry-after': '30' },
    polish: 'Plik jest przygotowywany. Zapytaj ponownie za pół minuty.',
  });
}

export function noRelease(release: string, { first, latest }: ReleaseFacts): HttpProblem {
  const shown = release.slice(0, 30);
  const hint = `Downloads are of releases ${first} to ${latest}, and "latest".`;
  return new HttpProblem(404, 'NO_SUCH_RELEASE', `There are no downloads of release "${shown}".`, hint, {
    members: { first, latest },
    polish: `Nie ma plików wydania "${shown}". Są pliki wydań od ${first} do ${latest} i "latest".`,
  });
}

function noFile(name: string): HttpProblem {
  const shown = name.slice(0, 60);
  const files = [...Object.keys(descriptions), ...fileNames];
  const hint = `There are ${files.join(', ')}; csv and ndjson also with .gz, observations also of one metric: observations/{code}.csv.`;
  return new HttpProblem(404, 'NO_SUCH_FILE', `A release has no file "${shown}".`, hint, {
    members: { files },
    polish: `Wydanie nie ma pliku "${shown}". Są: ${files.join(', ')}.`,
  });
}
