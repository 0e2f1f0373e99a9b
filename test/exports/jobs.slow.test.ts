/** Long exports: made in the background, resumable, kept for some days, and not lost with a process. */
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { sl2014Xlsx } from '../fixtures/eu-projects/lists.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub, type TestHub } from '../harness/hub.ts';

const hub = await startHub({ limits: { exportRows: 500, exportsPerCaller: 1 } });

beforeAll(async () => {
  await hub.load('teryt', 'TERC_2020.csv', toCsv(buildTerc({ asOf: '2020-01-01' })));
});

interface Status {
  readonly id: string;
  readonly status: string;
  readonly rows: number;
  readonly total: number | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly release: number | null;
  readonly expiresAt: string | null;
  readonly url: string | null;
  readonly problem: { readonly code: string } | null;
}

async function ask(path: string, headers: Record<string, string> = {}, { app }: TestHub = hub) {
  const response = await app.handler.fetch(`http://hub.test${path}`, { headers });
  return { response, status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function finished(location: string, of: TestHub = hub): Promise<Status> {
  for (;;) {
    const { status, bytes } = await ask(location, {}, of);
    expect(status).toBe(200);
    const state = JSON.parse(bytes.toString()) as Status;
    if (state.status === 'COMPLETED' || state.status === 'FAILED') return state;
    await wait(200);
  }
}

async function request(path: string, headers: Record<string, string> = {}): Promise<string> {
  const { status, response, bytes } = await ask(path, headers);
  expect([status, status === 202 ? '' : bytes.toString()]).toEqual([202, '']);
  return response.headers.get('location') ?? '';
}

describe('in GraphQL', () => {
  test('an export is created and followed', async () => {
    const create = `mutation($query: String!, $variables: JSON) {
      createExport(query: $query, variables: $variables, format: NDJSON) { id status operation format }
    }`;
    const query =
      'query Powiats($in: [ID!]) { territorialUnits(filter: { levels: POWIAT, withinAny: $in }) { nodes { terc } } }';
    const { createExport } = await hub.ask<{ createExport: Status }>(create, { query, variables: { in: '26' } });
    expect(createExport).toMatchObject({ operation: 'Powiats', format: 'NDJSON' });
    expect((await finished(`/exports/${createExport.id}`)).rows).toBe(14);
    const follow =
      'query($id: String!) { export(id: $id) { status rows: rowCount total: totalCount release bytes url problem } }';
    const { export: found } = await hub.ask<{ export: Status }>(follow, { id: createExport.id });
    expect(found).toMatchObject({ status: 'COMPLETED', rows: 14, total: 14, release: 2, problem: null });
    expect((await ask(new URL(found.url ?? '').pathname)).bytes.toString()).toMatch(/^{"terc":"26\d\d"}\n/);
  });

  test('a wrong request is an error, and GET creates nothing', async () => {
    const { errors } = await hub.answer('mutation { createExport(operation: "Nothing") { id } }');
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
      message: expect.stringContaining('AllUnits'),
    });
    const list = await hub.answer('mutation { createExport(operation: "AllUnits", at: "offices") { id } }');
    expect(list.errors?.[0]).toMatchObject({ extensions: { code: 'NO_SUCH_LIST' } });
    const query = new URLSearchParams({ query: 'mutation { createExport(operation: "AllUnits") { id } }' });
    expect((await ask(`/graphql?${query}`)).status).toBe(405);
  });
});

describe('a long export', () => {
  test('is a job with a status, whose file can be resumed', async () => {
    const location = await request('/exports/AllUnits.csv?levels=GMINA');
    const state = await finished(location);
    expect(state).toMatchObject({ status: 'COMPLETED', operation: 'AllUnits', format: 'csv', problem: null });
    expect([state.rows, state.release]).toEqual([state.total, 2]);
    expect(Date.parse(state.expiresAt ?? '')).toBeGreaterThan(Date.now() + 71 * 3_600_000);
    const path = new URL(state.url ?? '').pathname;
    const whole = await ask(path);
    expect([whole.bytes.length, createHash('sha256').update(whole.bytes).digest('hex')]).toEqual([
      state.bytes,
      state.sha256,
    ]);
    expect(whole.bytes.toString().trimEnd().split('\n')).toHaveLength(state.rows + 1);
    const etag = whole.response.headers.get('etag') ?? '';
    const first = await ask(path, { range: 'bytes=0-999' });
    const rest = await ask(path, { range: 'bytes=1000-', 'if-range': etag });
    expect([first.status, rest.status]).toEqual([206, 206]);
    expect(Buffer.concat([first.bytes, rest.bytes])).toEqual(whole.bytes);
    expect(await request('/exports/AllUnits.csv?levels=GMINA')).toBe(location);
  });

  test('is the same as one that is sent at once', async () => {
    const path = '/exports/VoivodeshipGminas.ndjson?terc=26';
    const { url } = await finished(await request(path, { prefer: 'respond-async' }));
    expect((await ask(new URL(url ?? '').pathname)).bytes).toEqual((await ask(path)).bytes);
  });

  test('that cannot be made says why', async () => {
    const state = await finished(await request('/exports/UnitChildren.csv?terc=2699', { prefer: 'respond-async' }));
    expect(state).toMatchObject({ status: 'FAILED', url: null, problem: { code: 'NOT_FOUND' } });
    const { status, bytes } = await ask(`/exports/${state.id}.csv`);
    expect([status, JSON.parse(bytes.toString()).code]).toEqual([409, 'EXPORT_NOT_MADE']);
  });

  test('that nobody requested is not found', async () => {
    const id = '00000000-0000-8000-8000-000000000000';
    for (const path of [`/exports/${id}`, `/exports/${id}.csv`]) {
      const { status, bytes } = await ask(path);
      expect([status, JSON.parse(bytes.toString()).code]).toEqual([404, 'NO_SUCH_EXPORT']);
    }
  });

  test('whose file is gone is made again', async () => {
    const location = await request('/exports/AllUnits.ndjson?levels=POWIAT', { prefer: 'respond-async' });
    await finished(location);
    await rm(`${hub.downloadsFolder}${location}.ndjson`);
    expect((await ask(location)).status).toBe(404);
    expect(await request('/exports/AllUnits.ndjson?levels=POWIAT', { prefer: 'respond-async' })).toBe(location);
    expect((await finished(location)).status).toBe('COMPLETED');
  });

  test('of a process that was killed is made by the next, and nothing half-made stays', async () => {
    const location = await request('/exports/AllUnits.parquet?levels=GMINA');
    await finished(location);
    const { pool } = hub.database;
    await rm(`${hub.downloadsFolder}${location}.parquet`);
    const id = location.slice('/exports/'.length);
    // As kill -9 leaves it: begun, and silent since.
    const { rowCount } = await pool.query(
      `UPDATE wezel_jobs.job SET state = 'active', completed_on = NULL, output = NULL, started_on = now() - interval '1 hour',
         heartbeat_on = now() - interval '1 hour' WHERE id = $1`,
      [id],
    );
    expect(rowCount).toBe(1);
    const next = await startHub({ databaseUrl: hub.database.url });
    await next.app.resume();
    for (;;) {
      const { bytes } = await ask(location, {}, hub);
      const state = JSON.parse(bytes.toString()) as Status;
      if (state.status === 'COMPLETED' || bytes.includes('NO_SUCH_EXPORT')) break;
      await wait(500);
    }
    const folders = [hub, next].map(({ downloadsFolder }) => `${downloadsFolder}/exports`);
    const names = (await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])))).flat();
    expect(names).toContain(`${id}.parquet`);
    // It would take jobs of the tests that follow.
    await next.app.close();
  });
});

describe('exports of one caller', () => {
  test('are bounded in number; who goes away makes room', async () => {
    const first = await hub.app.handler.fetch('http://hub.test/exports/AllUnits.csv?levels=POWIAT');
    expect(first.status).toBe(200);
    const second = await ask('/exports/AllUnits.csv?levels=POWIAT');
    expect([second.status, JSON.parse(second.bytes.toString()).code]).toEqual([429, 'TOO_MANY_EXPORTS']);
    await first.body?.cancel();
    await wait(50);
    expect((await ask('/exports/AllUnits.csv?levels=POWIAT')).status).toBe(200);
  });
});

test('a file from before a redaction is given no more, and removed', async () => {
  const name = 'Zbysława Trzmielewska';
  const list = sl2014Xlsx([{ contract: 'RPSL.01.02.00-24-0777/16', beneficiary: name }]);
  await hub.load('eu-projects', 'Lista_2023-12-31.xlsx', list);
  const query = '{ projects { nodes { title participations { nodes { statedName } } } } }';
  const response = await hub.app.handler.fetch('http://hub.test/exports', {
    method: 'POST',
    headers: { 'content-type': 'application/json', prefer: 'respond-async' },
    body: JSON.stringify({ query, format: 'ndjson' }),
  });
  const location = response.headers.get('location') ?? '';
  expect(response.status).toBe(202);
  const { url } = await finished(location);
  const { pathname } = new URL(url ?? '');
  expect((await ask(pathname)).bytes.toString()).toContain(name);
  await hub.load('redactions', 'private.csv', `name\n${name}\n`);
  await hub.ask('{ release { number } }');
  expect([(await ask(location)).status, (await ask(pathname)).status]).toEqual([404, 404]);
  await expect
    .poll(async () => (await readdir(`${hub.downloadsFolder}/exports`)).includes(pathname.slice('/exports/'.length)))
    .toBe(false);
});
