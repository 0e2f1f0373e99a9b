/** A published operation, its 304, a page, a chart and an embedded chart, requested again and again, beside plain node:http. */
import type { Database } from '../../src/platform/database/index.ts';
import { load, median, type Pace } from './beside.ts';
import { start, startHub } from './servers.ts';
import type { Ask } from './sides.ts';

export interface Repeated {
  readonly name: string;
  readonly bytes: number;
  readonly hub: number;
  readonly plain: number;
  readonly ratio: number;
}

const kept = { CACHE_BYTES: String(64 * 1024 * 1024) };

export async function repeat(database: Database, pace: Pace): Promise<Repeated[]> {
  const hub = await startHub(database.url, kept);
  try {
    const measured: Repeated[] = [];
    const operation = await publishedPath(hub.url);
    measured.push(await besidePlain(hub.url, 'the whole answer', { path: operation }, pace));
    measured.push(await besidePlain(hub.url, '304', { path: operation, isUnchanged: true }, pace));
    const metric = await firstMetric(hub.url);
    measured.push(await besidePlain(hub.url, 'a page', { path: '/' }, pace));
    measured.push(await besidePlain(hub.url, 'a chart', { path: `/charts/${metric}.svg?view=rank` }, pace));
    measured.push(await besidePlain(hub.url, 'an embedded chart', { path: `/embed/${metric}?view=rank` }, pace));
    return measured;
  } finally {
    await hub.stop();
  }
}

interface Target {
  readonly path: string;
  readonly isUnchanged?: boolean;
}

/** In turns with a server that sends the same headers and the same body. */
async function besidePlain(
  url: string,
  name: string,
  { path, isUnchanged = false }: Target,
  { seconds, rounds }: Pace,
): Promise<Repeated> {
  const whole: Ask = { path, method: 'GET', headers: { 'accept-encoding': 'identity' } };
  const answer = await fetch(url + path, { headers: whole.headers });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${path} is answered ${answer.status}`);
  const headers = isUnchanged ? { ...whole.headers, 'if-none-match': answer.headers.get('etag') ?? '' } : whole.headers;
  const asked: Ask = { ...whole, headers };
  const plain = await start(['scripts/bench/same-bytes.ts'], {
    BODY: body,
    HEADERS: JSON.stringify([...answer.headers]),
  });
  try {
    const found: { hub: number; plain: number }[] = [];
    for (const warmed of [url, plain.url]) await load(warmed, [asked], { connections: 16, seconds: 4 });
    for (let round = 0; round < rounds; round += 1) {
      const ours = await load(url, [asked], { connections: 16, seconds });
      const theirs = await load(plain.url, [whole], { connections: 16, seconds });
      found.push({ hub: ours.perSecond, plain: theirs.perSecond });
    }
    const ratio = median(found.map((round) => round.hub / round.plain));
    const hub = median(found.map((round) => round.hub));
    const sent = median(found.map((round) => round.plain));
    console.log(
      `repeated, ${name}: ${ratio.toFixed(2)} × node:http (${Math.round(hub)} / ${Math.round(sent)} a second)`,
    );
    return { name, bytes: Buffer.byteLength(body), ratio, hub, plain: sent };
  } finally {
    await plain.stop();
  }
}

async function firstMetric(url: string): Promise<string> {
  const query = '{ metrics(first: 1) { nodes { code } } }';
  const response = await fetch(`${url}/graphql?${new URLSearchParams({ query })}`);
  const { data } = (await response.json()) as { data: { metrics: { nodes: { code: string }[] } } };
  const [metric] = data.metrics.nodes;
  if (metric === undefined) throw new Error('There is no metric to draw');
  return encodeURIComponent(metric.code);
}

async function publishedPath(url: string): Promise<string> {
  const listed = (await (await fetch(`${url}/operations`)).json()) as {
    operations: { name: string; example: { url: string } }[];
  };
  const found = listed.operations.find(({ name }) => name === 'UnitByTerc');
  if (found === undefined) throw new Error('The operation UnitByTerc is not published');
  return found.example.url;
}
