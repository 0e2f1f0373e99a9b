/**
 * How long a bystander waits for small queries while the worst operations run: for each hostile shape first one anonymous
 * caller within its rate limit, then eight at once. Writes the table of docs/limits.md; fails where the bystander's
 * 99th percentile is more than twice the quiet one and more than 50 ms.
 *
 *   node scripts/bench/fairness.ts [--only <part of a name>] [--seconds 4] [--dry-run]
 */
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fill } from './data.ts';
import { fillUp } from './full-size.ts';
import { openBenchHub } from './hub.ts';
import { writeSection } from './section.ts';
import { startHub } from './servers.ts';
import { type Shape, shapes } from './shapes.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '4' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const ms = 1_000 * Number(values.seconds);
const many = 8;
const allowed = { times: 2, ms: 50 };
const pauseMs = 10;
const section = {
  file: 'docs/limits.md',
  marks: ['<!-- fairness: written by node scripts/bench/fairness.ts -->', '<!-- /fairness -->'],
} as const;
/** As the hub is set by default. */
const ratePoints = '30000';

interface Waited {
  readonly p50: number;
  readonly p99: number;
}

interface Row {
  readonly name: string;
  readonly quiet: Waited;
  readonly one: Waited;
  readonly eight: Waited;
}

let addresses = 0;
/** Of another caller for whoever asks for it. */
function newAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

async function ask(url: string, query: string, address: string, signal?: AbortSignal): Promise<number> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-forwarded-for': address };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  if (response.status === 200 && /^.{0,40}"errors":/.test(text)) throw new Error(`${query}: ${text.slice(0, 400)}`);
  return response.status;
}

/** What somebody waits who asks for one unit after another, each time for another one. */
async function bystander(url: string, codes: readonly string[], isOver: () => boolean): Promise<Waited> {
  const waited: number[] = [];
  let address = newAddress();
  for (let n = 0; !isOver(); n += 1) {
    if (n % 200 === 199) address = newAddress();
    const code = codes[(n * 37) % codes.length] ?? '';
    const start = performance.now();
    const status = await ask(url, `{ territorialUnit(terc: "${code}") { name level parent { name } } }`, address);
    if (status !== 200) throw new Error(`The bystander was answered with ${status}`);
    waited.push(performance.now() - start);
    await after(pauseMs);
  }
  waited.sort((a, b) => a - b);
  const at = (share: number): number => waited[Math.min(waited.length - 1, Math.floor(share * waited.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

async function underAttack(url: string, codes: readonly string[], shape: Shape, callers: number) {
  let isOver = false;
  const count = { answered: 0, refused: 0 };
  const ended = new AbortController();
  const code = (n: number): string => codes[(n * 37) % codes.length] ?? '';
  const attack = async (caller: number): Promise<void> => {
    const address = newAddress();
    for (let n = caller * 1_000; !isOver; n += 1) {
      const status = await ask(url, shape.query(n, code), address, ended.signal).catch((error: Error) => {
        if (error.name !== 'AbortError') throw error;
        return 0;
      });
      if (status === 200) count.answered += 1;
      else count.refused += 1;
      // Who is refused for its rate comes again a little later, as a client would.
      if (status !== 200) await after(100);
    }
  };
  const attacks = Array.from({ length: callers }, (_, caller) => attack(caller));
  const watching = bystander(url, codes, () => isOver);
  await after(ms);
  isOver = true;
  const waited = await watching;
  ended.abort();
  await Promise.all(attacks);
  return { waited, count };
}

function isFair({ quiet, one, eight }: Row): boolean {
  return [one, eight].every(({ p99 }) => p99 <= Math.max(allowed.ms, allowed.times * quiet.p99));
}

function tableOf(rows: readonly Row[]): string {
  const cell = ({ p50, p99 }: Waited): string => `${p50.toFixed(0)} / ${p99.toFixed(0)}`;
  return [
    '| operation | quiet | one caller | eight callers |',
    '|---|---|---|---|',
    ...rows.map((row) => `| \`${row.name}\` | ${cell(row.quiet)} | ${cell(row.one)} | ${cell(row.eight)} |`),
  ].join('\n');
}

const hub = await openBenchHub();
try {
  await fill(hub.database, { projects: 100_000, metrics: 1 });
  await fillUp(hub.database);
  const { rows: units } = await hub.database.pool.query<{ terc: string }>(
    `SELECT terc FROM territorial_unit_version WHERE valid_to IS NULL AND kind = 'RURAL_GMINA' ORDER BY terc`,
  );
  const codes = units.map(({ terc }) => terc);
  const running = await startHub(hub.database.url, { RATE_POINTS: ratePoints, TRUSTED_PROXIES: '127.0.0.1' });
  const found: Row[] = [];
  try {
    const hostile = shapes.filter(({ isHostile, name }) => isHostile && name.includes(values.only));
    for (const [index, shape] of hostile.entries()) {
      // The first answers compile the code; a large one waits for the worker thread.
      if (index === 0)
        await ask(
          running.url,
          shape.query(0, (n) => codes[n] ?? ''),
          newAddress(),
        );
      if (index === 0) await underAttack(running.url, codes, shape, many);
      const { waited: quiet } = await underAttack(running.url, codes, shape, 0);
      const one = await underAttack(running.url, codes, shape, 1);
      const eight = await underAttack(running.url, codes, shape, many);
      const row: Row = { name: shape.name, quiet, one: one.waited, eight: eight.waited };
      found.push(row);
      console.log(
        `${shape.name.padEnd(48)} p50/p99 quiet ${quiet.p50.toFixed(1)}/${quiet.p99.toFixed(1)} one ${one.waited.p50.toFixed(1)}/${one.waited.p99.toFixed(1)} (${one.count.answered}+${one.count.refused}) eight ${eight.waited.p50.toFixed(1)}/${eight.waited.p99.toFixed(1)} (${eight.count.answered}+${eight.count.refused})${isFair(row) ? '' : '  TOO LONG'}`,
      );
    }
  } finally {
    await running.stop();
  }
  if (!found.every(isFair)) process.exitCode = 1;
  if (!values['dry-run'] && values.only === '') await writeSection(section, tableOf(found));
} finally {
  await hub.close();
}
