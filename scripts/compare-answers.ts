/**
 * Compares what two checkouts answer to their published operations over the starter set:
 * `node scripts/compare-answers.ts ../before`, where `git worktree add ../before <commit>` and `npm ci` made the other one. Each
 * serves a database of its own. Names that changed on purpose, global ids and cursors are not compared.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

type Answers = ReadonlyMap<string, unknown>;

/** The name now of what had another one. */
const renamed: Readonly<Record<string, string>> = { scoreMost: 'scoreMax' };
/** Given by the hub and made another way since, or where a page begins and ends. */
const notCompared = new Set([
  'id',
  'requestId',
  'line',
  'cursor',
  'startCursor',
  'endCursor',
  'releasedAt',
  'loadedAt',
  'etag',
]);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}

async function stop(hub: ChildProcess): Promise<void> {
  if (hub.exitCode !== null) return;
  const ended = once(hub, 'close');
  hub.kill('SIGTERM');
  await ended;
}

async function answersOf(checkout: string): Promise<Answers> {
  const folder = mkdtempSync(join(tmpdir(), 'wezel-answers-'));
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: folder,
    PORT: String(port),
    HOST: '127.0.0.1',
    STARTER: 'documents',
    LOG_LEVEL: 'warn',
  };
  delete env['DATABASE_URL'];
  const hub = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await untilReady(`http://127.0.0.1:${port}/health/ready`, hub);
    return await ask(`http://127.0.0.1:${port}/graphql`, join(checkout, 'schema/operations'));
  } finally {
    await stop(hub);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function untilReady(url: string, hub: ChildProcess): Promise<void> {
  for (;;) {
    if (hub.exitCode !== null) throw new Error('The hub ended before it was ready');
    const response = await fetch(url).catch(() => null);
    if (response?.status === 200) return;
    await setTimeout(200);
  }
}

async function ask(url: string, operations: string): Promise<Answers> {
  const answers = new Map<string, unknown>();
  for (const file of readdirSync(operations)
    .filter((name) => name.endsWith('.graphql'))
    .toSorted()) {
    const query = readFileSync(join(operations, file), 'utf8');
    const variables = JSON.parse(readFileSync(join(operations, file.replace(/graphql$/, 'json')), 'utf8')) as unknown;
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
    const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
    answers.set(file.replace(/\.graphql$/, ''), comparable(errors === undefined ? data : { data, errors }));
  }
  return answers;
}

/** Entries of a page are the same as its nodes or its edges. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    if (notCompared.has(name)) return [];
    if (name === 'edges') return [['nodes', (inner as { node: unknown }[]).map(({ node }) => comparable(node))]];
    return [[renamed[name] ?? name, comparable(inner)]];
  });
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Fields that only one of them asks for are no difference of their answers. */
function differences(before: unknown, now: unknown, path: string): string[] {
  if (isDeepStrictEqual(before, now)) return [];
  if (Array.isArray(before) && Array.isArray(now)) {
    const lengths = before.length === now.length ? [] : [`${path}: ${before.length} entries, now ${now.length}`];
    const common = before.slice(0, now.length);
    return [...lengths, ...common.flatMap((entry, index) => differences(entry, now[index], `${path}[${index}]`))];
  }
  if (isObject(before) && isObject(now)) {
    const shared = Object.keys(before).filter((name) => Object.hasOwn(now, name));
    const gone = Object.keys(before).filter((name) => !Object.hasOwn(now, name));
    const lost = gone.map((name) => `${path}: no "${name}" any more`);
    return [...lost, ...shared.flatMap((name) => differences(before[name], now[name], `${path}.${name}`))];
  }
  return [`${path}: ${JSON.stringify(before)}, now ${JSON.stringify(now)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const [other, own = '.'] = process.argv.slice(2);
if (other === undefined) throw new Error('Name the checkout to compare with.');
const before = await answersOf(resolve(other));
const now = await answersOf(resolve(own));
let equal = 0;
for (const [name, answer] of before) {
  const found = now.has(name) ? differences(answer, now.get(name), name) : [`${name}: not published any more`];
  if (found.length === 0) equal += 1;
  for (const line of found) console.log(line);
}
console.log(`${equal} of ${before.size} operations answer alike; ${now.size} are published now.`);
