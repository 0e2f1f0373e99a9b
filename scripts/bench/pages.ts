/**
 * Times and weights of the pages: the first answer of `npm start` in an empty folder and when the starter set is loaded, how
 * long a first rendering takes at the server, what pages weigh compressed, and how fast the search box suggests. Writes
 * the table of docs/performance.md.
 *
 *   node scripts/bench/pages.ts [--hub http://localhost:4000] [--dry-run]
 *
 * `--hub`: a hub that runs already, such as one with whole registers, with RATE_POINTS=0; its start is not measured.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { get as request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { median } from './beside.ts';
import { writeSection } from './section.ts';
import { start } from './servers.ts';

const { values } = parseArgs({
  options: { hub: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
});
const section = {
  file: 'docs/performance.md',
  marks: ['<!-- pages: written by node scripts/bench/pages.ts -->', '<!-- /pages -->'],
} as const;

interface Got {
  readonly status: number;
  readonly ms: number;
  /** As it was sent. */
  readonly bytes: number;
  readonly text: string;
}

function get(address: string, encoding = 'identity', accept = 'text/html'): Promise<Got> {
  const begun = performance.now();
  const headers = { accept, 'accept-encoding': encoding };
  return new Promise((resolve, reject) => {
    request(address, { headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const ms = performance.now() - begun;
      resolve({ status: response.statusCode ?? 0, ms, bytes: body.length, text: body.toString() });
    }).on('error', reject);
  });
}

/** What is not there costs less than what is, and is no measurement. */
async function found(address: string, encoding?: string): Promise<Got> {
  const got = await get(address, encoding);
  if (got.status !== 200) throw new Error(`${address}: ${got.status}`);
  return got;
}

interface Started {
  readonly firstSeconds: number;
  readonly allSeconds: number;
}

/** As `npm start` does it, without npm. */
async function startFresh(folder: string): Promise<Started & { url: string; stop(): Promise<void> }> {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1_000;
  const env = {
    DATA_DIR: folder,
    HOST: '127.0.0.1',
    PORT: '0',
    RATE_POINTS: '0',
    LOG_LEVEL: 'warn',
    DATABASE_URL: '',
    STARTER: 'country',
  };
  const hub = await start(['--max-semi-space-size=16', '--heap-growing-percent=50', 'src/cli.ts', 'serve'], env);
  await found(`${hub.url}/`);
  const firstSeconds = seconds();
  while ((await get(`${hub.url}/`)).text.includes('class="filling"')) await after(200);
  return { url: hub.url, stop: hub.stop, firstSeconds, allSeconds: seconds() };
}

interface Times {
  readonly median: number;
  readonly max: number;
  readonly slowest: string;
}

/** One after the other, each rendered for the first time: no address has been requested before. */
async function firstRenderings(url: string, paths: readonly string[]): Promise<Times> {
  const measured: { path: string; ms: number }[] = [];
  for (const path of paths) measured.push({ path, ms: (await found(`${url}${path}`)).ms });
  const slowest = measured.toSorted((a, b) => b.ms - a.ms)[0] ?? { path: '', ms: 0 };
  return { median: median(measured.map(({ ms }) => ms)), max: slowest.ms, slowest: slowest.path };
}

const pages = ['/', '/map', '/practices', '/offices', '/projects', '/metrics/population', '/data', '/developers'];
const words = [
  'dzier',
  'krak',
  'szko',
  'wod',
  'urz',
  'prac',
  'gmi',
  'jako',
  'cyfr',
  'warsz',
  'lub',
  'pol',
  'bia',
  'now',
  'rze',
];

async function unitsOf(url: string, level: string, first: number): Promise<string[]> {
  const query = `{ territorialUnits(filter: { levels: [${level}] }, first: ${first}) { nodes { terc } } }`;
  const { text } = await get(`${url}/graphql?query=${encodeURIComponent(query)}`, 'identity', 'application/json');
  const { data } = JSON.parse(text) as { data: { territorialUnits: { nodes: { terc: string }[] } } };
  return data.territorialUnits.nodes.map(({ terc }) => terc);
}

async function measure(url: string): Promise<string[][]> {
  const [voivodeships, gminas] = [await unitsOf(url, 'VOIVODESHIP', 16), await unitsOf(url, 'GMINA', 60)];
  // What is compiled or read once is not what is measured.
  for (const path of [...pages, '/units/02', '/units/0202021']) await get(`${url}${path}`);
  const heaviest = await firstRenderings(
    url,
    [1, 2, 3].flatMap((round) => voivodeships.map((terc) => `/en/units/${terc}?n=${round}`)),
  );
  const small = await firstRenderings(
    url,
    gminas.map((terc) => `/en/units/${terc}?n=0`),
  );
  const others = await firstRenderings(
    url,
    pages.map((path) => `${path}?n=1`),
  );
  const typed = words.flatMap((word) => [2, 3, 4].map((length) => word.slice(0, length)));
  const suggestions = await firstRenderings(
    url,
    [...new Set(typed)].map((word) => `/search/suggestions?q=${word}`),
  );
  const weights = await weightsOf(url, voivodeships);
  return [
    timesRow('first rendering of the page of a voivodeship', heaviest, '50 ms'),
    timesRow('first rendering of the page of a gmina', small, '50 ms'),
    timesRow('first rendering of other main pages', others, ''),
    timesRow('suggestions of the search, never requested before', suggestions, '50 ms'),
    ...weights,
  ];
}

function timesRow(name: string, { median, max, slowest }: Times, goal: string): string[] {
  return [name, `median ${median.toFixed(0)} ms, at most ${max.toFixed(0)} ms (\`${slowest}\`)`, goal];
}

async function weightsOf(url: string, voivodeships: readonly string[]): Promise<string[][]> {
  const html = await Promise.all(
    [...pages, ...voivodeships.map((terc) => `/units/${terc}`)].map(async (path) => ({
      path,
      bytes: (await found(`${url}${path}`, 'br')).bytes,
    })),
  );
  const heaviest = html.toSorted((a, b) => b.bytes - a.bytes).slice(0, 3);
  const { text } = await found(`${url}/units/02`);
  const script = /<script type="module" src="([^"]+)"/.exec(text)?.[1] ?? '';
  const chart = /data-charts="([^"]+)"/.exec(text)?.[1] ?? '';
  const styles = /<link rel="stylesheet" href="([^"]+)"/.exec(text)?.[1] ?? '';
  const weight = async (address: string): Promise<string> => kilobytes((await found(`${url}${address}`, 'br')).bytes);
  return [
    [
      'HTML of the heaviest pages',
      heaviest.map(({ path, bytes }) => `\`${path}\` ${kilobytes(bytes)}`).join(', '),
      '100 kB',
    ],
    ['a map of every gmina', await weight('/map?level=GMINA'), '400 kB'],
    ['JavaScript of every page; styles', `${await weight(script)}; ${await weight(styles)}`, '60 kB'],
    ['JavaScript once a chart comes into view', await weight(chart), ''],
    ['`/embed.js`', await weight('/embed.js'), '15 kB'],
  ];
}

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;

const folder = mkdtempSync(path.join(tmpdir(), 'wezel-bench-'));
const fresh = values.hub === undefined ? await startFresh(folder) : undefined;
try {
  const rows = await measure(fresh?.url ?? values.hub?.replace(/\/$/, '') ?? '');
  if (fresh !== undefined) {
    rows.unshift(
      ['first answer of `npm start` in an empty folder', `${fresh.firstSeconds.toFixed(1)} s`, '10 s'],
      ['the whole starter set is loaded', `${fresh.allSeconds.toFixed(1)} s`, '60 s'],
    );
  }
  const table = ['| | measured | goal |', '|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
  console.log(table);
  if (!values['dry-run'] && fresh !== undefined) await writeSection(section, table);
} finally {
  await fresh?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
