/** The hub beside PostGraphile and beside one SQL statement: the same queries, in turns, over 16 connections. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Database } from '../../src/platform/database/index.ts';
import { factsOf } from './same-work.ts';
import { benchFolder } from './servers.ts';
import { type Ask, type Side, startSides, textOf } from './sides.ts';

const connections = 16;
/** Until the code that answers is compiled, at some hundred answers a second. */
const warmSeconds = 3;

export interface Pace {
  readonly seconds: number;
  readonly rounds: number;
}

export interface Loaded {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
}

export interface Compared {
  readonly name: string;
  readonly hub: number;
  readonly peer: number;
  readonly sql: number;
  /** Medians over the rounds of what one gave beside the other right before. */
  readonly toPeer: number;
  readonly toSql: number;
  readonly hubStatements: number;
  readonly peerStatements: number;
}

export async function compare(database: Database, pace: Pace, only: number | null): Promise<Compared[]> {
  const { names, sides } = await startSides(database);
  try {
    const compared: Compared[] = [];
    for (const [index, name] of names.entries()) {
      if (only !== null && only !== index) continue;
      await checkSameWork(sides, index, name);
      const measured = await measure(sides, index, pace);
      compared.push({ name, ...measured });
      const { hub, peer, sql, toPeer, toSql } = measured;
      console.log(
        `${name}: ${toPeer.toFixed(2)} × PostGraphile, ${toSql.toFixed(2)} × SQL (${[hub, peer, sql].map(Math.round).join(' / ')} a second)`,
      );
    }
    return compared;
  } finally {
    await Promise.all(sides.map(({ server }) => server.stop()));
  }
}

async function checkSameWork(sides: readonly Side[], index: number, name: string): Promise<void> {
  const answers = await Promise.all(sides.map((side) => answerOf(side, index)));
  const [first, ...others] = answers.map((answer) => factsOf(answer).join('\n'));
  for (const [other, facts] of others.entries()) {
    if (facts === first) continue;
    throw new Error(
      `${sides[other + 1]?.name} answers something else than the hub to "${name}":\n${answers.join('\n')}`,
    );
  }
}

function answerOf({ server, asks }: Side, index: number): Promise<string> {
  const { path: where, method, headers, body } = asks[index] as Ask;
  return textOf(server.url + where, { method, headers, ...(body === undefined ? {} : { body }) });
}

async function measure(sides: readonly Side[], index: number, pace: Pace): Promise<Omit<Compared, 'name'>> {
  for (const side of sides) await loadSide(side, index, warmSeconds);
  const rounds: number[][] = [];
  for (let round = 0; round < pace.rounds; round += 1) {
    const found: number[] = [];
    // The order turns, so that nobody always comes after the same one.
    for (let turn = 0; turn < sides.length; turn += 1) {
      const which = (turn + round) % sides.length;
      found[which] = (await loadSide(sides[which] as Side, index, pace.seconds)).perSecond;
    }
    rounds.push(found);
  }
  const middle = (of: (round: number[]) => number | undefined): number => median(rounds.map((round) => of(round) ?? 0));
  const statements = await Promise.all(sides.map((side) => statementsOf(side, index)));
  return {
    hub: middle(([hub]) => hub),
    peer: middle(([, peer]) => peer),
    sql: middle(([, , sql]) => sql),
    toPeer: middle(([hub = 0, peer = 0]) => hub / peer),
    toSql: middle(([hub = 0, , sql = 0]) => hub / sql),
    hubStatements: statements[0] ?? 0,
    peerStatements: statements[1] ?? 0,
  };
}

async function loadSide({ name, server, asks }: Side, index: number, seconds: number): Promise<Loaded> {
  const found = await load(server.url, [asks[index] as Ask], { connections, seconds });
  if (found.failures > 0) throw new Error(`${name} failed ${found.failures} times`);
  return found;
}

export async function load(
  url: string,
  requests: readonly Ask[],
  how: { connections: number; seconds: number },
): Promise<Loaded> {
  const job = JSON.stringify({ url, requests, ...how });
  const running = promisify(execFile)(process.execPath, [path.join(benchFolder, 'load.mjs')]);
  running.child.stdin?.end(job);
  const { stdout } = await running;
  return JSON.parse(stdout) as Loaded;
}

async function statementsOf(side: Side, index: number): Promise<number> {
  const before = await side.statements();
  await answerOf(side, index);
  return (await side.statements()) - before;
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
