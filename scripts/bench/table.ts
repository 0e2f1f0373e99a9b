/** What was measured, as the table of docs/performance.md: ratios first, for the machine changes and they hardly do. */
import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Compared, Pace } from './beside.ts';
import type { Size } from './data.ts';
import type { Many } from './many.ts';
import type { Repeated } from './repeated.ts';
import { writeSection } from './section.ts';

export interface Measured {
  readonly compared: readonly Compared[];
  readonly repeated: readonly Repeated[];
  readonly many: Many | null;
  readonly size: Size;
  readonly pace: Pace;
}

export function tableOf({ compared, repeated, many, size, pace }: Measured): string {
  const mean = Math.exp(compared.reduce((sum, { toPeer }) => sum + Math.log(toPeer), 0) / compared.length);
  const min = Math.min(...compared.map(({ toPeer }) => toPeer));
  return [
    `${machine()}, ${new Date().toISOString().slice(0, 10)}; ${size.projects.toLocaleString('en')} projects, ${size.metrics} million observations; ${pace.rounds} rounds of ${pace.seconds} s in turns.`,
    '',
    `**${ratio(mean)} × PostGraphile 5 in the geometric mean, ${ratio(min)} × at least.**`,
    '',
    '| | × PostGraphile | × one SQL statement | answers a second: hub / PostGraphile / SQL | SQL statements: hub / PostGraphile |',
    '|---|---|---|---|---|',
    ...compared.map(
      ({ name, toPeer, toSql, hub, peer, sql, hubStatements, peerStatements }) =>
        `| ${name} | ${ratio(toPeer)} | ${ratio(toSql)} | ${whole(hub)} / ${whole(peer)} / ${whole(sql)} | ${hubStatements} / ${peerStatements} |`,
    ),
    '',
    '| a published operation by GET | × plain node:http sending the same bytes | answers a second: hub / node:http |',
    '|---|---|---|',
    ...repeated.map(
      ({ name, bytes, ratio: by, hub, plain }) =>
        `| ${name} (${bytes} bytes) | ${ratio(by)} | ${whole(hub)} / ${whole(plain)} |`,
    ),
    ...(many === null ? [] : ['', manyLine(many)]),
  ].join('\n');
}

function manyLine({ p50, p99, failures, perSecond, minutes, megabytesEarly, megabytesLate }: Many): string {
  return `200 connections with a mix of 240 queries for ${minutes} min: p99 is ${ratio(p99 / p50)} × p50 (${p99} ms, ${p50} ms), ${failures} failures, ${whole(perSecond)} answers a second; ${megabytesEarly} MB of memory after a quarter of the time, ${megabytesLate} MB at its end.`;
}

export function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor';
  return `${availableParallelism()} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
}

const ratio = (number: number): string => number.toFixed(2);
const whole = (number: number): string => Math.round(number).toLocaleString('en');

const section = {
  file: 'docs/performance.md',
  marks: ['<!-- bench: written by npm run bench -->', '<!-- /bench -->'],
} as const;

export function writeTable(table: string): Promise<void> {
  return writeSection(section, table);
}
