/** A database that is killed in the middle of an import ends the command with what happened and what to do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeConnectionFailure } from '#platform/database/connection-errors.ts';
import { USER } from '#platform/postgres/cluster.ts';
import { importers } from '#sources/index.ts';
import { collection, feature, polygon, square } from '../fixtures/boundaries.ts';
import { kohesioCsv } from '../fixtures/eu-projects/lists.ts';
import { jstRecord, toJstCsv } from '../fixtures/jst-offices.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';

test.for([
  ['COPY that is cut', Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })],
  ['a statement after the end', new Error('Client has encountered a connection error and is not queryable')],
  ['a closed client', new Error('Client was closed and is not queryable')],
  ['a broken connection', new Error('Connection terminated unexpectedly')],
  ['a stopped server', Object.assign(new Error('terminating connection'), { code: '57P01' })],
] as const)('%s is a lost database', ([, error]) => {
  expect(describeConnectionFailure(error)?.line).toMatch(/^The database (closed the connection|was stopped)\. \w/);
});

const many = 20_000;
const listed = (heading: string, row: (n: number) => string, rows = many): string =>
  [heading, ...Array.from({ length: rows }, (_, n) => row(n)), ''].join('\n');

const mapping = `
facet: { code: killed, name: Test, publisher: Test, licence: CC0-1.0 }
code: kod
period: 2024
values: [{ column: ile, metric: killed }]
metrics: [{ code: killed, namePl: Ile, unitPl: sztuka, kind: COUNT, polarity: NEUTRAL, aggregation: SUM, cityLevels: ONE }]
`;

const terc = buildTerc({ asOf: '2022-01-01' });

/** Files that take some seconds each. */
const files: Readonly<Record<string, readonly [name: string, text: string | Uint8Array, ...options: string[]]>> = {
  teryt: ['TERC_2022-01-01.csv', toCsv(terc)],
  offices: [
    'urzedy_2024-01-01.csv',
    listed('key;name;kind;tier;street', (n) => `urzad-${n};Urząd ${n};OTHER;GOVERNMENT;ul. Długa ${n}`),
  ],
  'jst-offices': [
    'baza_2024-01-01.csv',
    toJstCsv(Array.from({ length: 3_000 }, (_, n) => jstRecord({ 'Nr domu': String(n) }))),
  ],
  'eu-projects': [
    'EU_2026-06-15.csv',
    kohesioCsv(Array.from({ length: many }, (_, n) => ({ id: `Q${n}`, local: `RPSL.${n}`, name: `Projekt ${n}` }))),
  ],
  metrics: [
    'ile_2024.csv',
    listed('kod;ile', (n) => `${terc.at(n % terc.length)?.WOJ};${n}`),
    '--mapping',
    'mapping.yaml',
  ],
  bdl: [
    'LUDN_2425_CTAB_2024.csv',
    listed('"Kod";"Nazwa";"ludność;2024;[osoba]";', (n) => `0200000;"DOLNOŚLĄSKIE";${n};`),
  ],
  boundaries: [
    'granice_2024-01-01.geojson',
    collection(
      Array.from({ length: 2_000 }, (_, n) => feature({ terc: '02' }, polygon(square(16 + (n % 100) / 100, 50.6)))),
    ),
  ],
  assessments: [
    'caf_2024-01-01.csv',
    listed(
      'record;office;model;edition;date;criterion;score;evidence',
      (n) => `score;Urząd ${n};CAF;2020;2024-05-01;1.1;62;x`,
    ),
  ],
  practices: ['praktyki_2024-01-01.csv', listed('slug;title_pl;stage', (n) => `praktyka-${n};Praktyka ${n};IDEA`)],
  redactions: ['nazwiska.csv', listed('name', (n) => `Jan Kowalski${n}`)],
};

describe('the server is killed in the middle of an import, which says so in one line', { timeout: 300_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wezel-killed-'));
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: path.join(folder, 'data'), LOG_LEVEL: 'warn' };
  delete env['DATABASE_URL'];
  const cluster = path.join(folder, 'data/postgres/cluster');
  writeFileSync(path.join(folder, 'mapping.yaml'), mapping);

  beforeAll(async () => {
    await once(spawn(process.execPath, ['src/cli.ts', 'migrate'], { env }), 'close');
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

  test('for every source', () => {
    expect(Object.keys(files).toSorted()).toEqual(importers.map(({ name }) => name).toSorted());
  });

  test.for(Object.entries(files))('%s', async ([source, [name, bytes, ...options]]) => {
    writeFileSync(path.join(folder, name), bytes);
    const args = [
      'import',
      source,
      path.join(folder, name),
      ...options.map((option) => option.replace('mapping.yaml', path.join(folder, 'mapping.yaml'))),
    ];
    const command = spawn(process.execPath, ['src/cli.ts', ...args], { env });
    let output = '';
    command.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const ended = once(command, 'close');
    await Promise.race([transactionBegins(cluster), ended]);
    process.kill(Number(postmaster(cluster)[0]), 'SIGKILL');
    const [code] = await ended;
    expect([code, output.trim().split('\n').at(-1)]).toEqual([
      1,
      expect.stringMatching(/^The database .*(was stopped|closed the connection|does not answer)/),
    ]);
    expect(output).not.toMatch(/^\s+at /m);
  });
});

/** The lines of its file: the process, the data, the start, the port. */
function postmaster(cluster: string): string[] {
  return readFileSync(path.join(cluster, 'data/postmaster.pid'), 'utf8').split('\n');
}

/** That of the import; a server that is not up yet is requested again. */
async function transactionBegins(cluster: string): Promise<void> {
  const written = `SELECT FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()`;
  for (;;) {
    await setTimeout(20);
    const client = existsSync(path.join(cluster, 'data/postmaster.pid')) ? clientOf(cluster) : undefined;
    if (client === undefined) continue;
    try {
      await client.connect();
      while ((await client.query(written)).rowCount === 0) await setTimeout(10);
      return;
    } catch {
      // Not up yet, or the pid file is one of the server before.
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function clientOf(cluster: string): pg.Client {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number(postmaster(cluster)[3]),
    user: USER,
    password: readFileSync(path.join(cluster, 'password'), 'utf8').trim(),
    database: 'wezel',
    ssl: false,
  });
  client.on('error', () => undefined);
  return client;
}
