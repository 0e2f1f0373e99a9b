/** 200 open connections that ask a mix of queries, and what the process needs of memory meanwhile. */
import { setTimeout as after } from 'node:timers/promises';
import type { Database } from '../../src/platform/database/index.ts';
import { type Loaded, load } from './beside.ts';
import { queriesFor } from './queries.ts';
import { residentMegabytes } from './resident.ts';
import { startHub } from './servers.ts';
import type { Ask } from './sides.ts';

export interface Many extends Loaded {
  readonly minutes: number;
  /** Resident megabytes after a quarter of the time, and at its end. */
  readonly megabytesEarly: number;
  readonly megabytesLate: number;
}

const connections = 200;

export async function manyAtOnce(database: Database, minutes: number): Promise<Many> {
  const hub = await startHub(database.url, { CACHE_BYTES: String(64 * 1024 * 1024) });
  try {
    const mix = await mixOf(database);
    await load(hub.url, mix, { connections, seconds: 5 });
    const seconds = Math.round(minutes * 60);
    const loading = load(hub.url, mix, { connections, seconds });
    await after(seconds * 250);
    const megabytesEarly = residentMegabytes(hub.pid).now;
    const found = await loading;
    const megabytesLate = residentMegabytes(hub.pid).now;
    console.log(
      `200 connections: ${Math.round(found.perSecond)} a second, p50 ${found.p50} ms, p99 ${found.p99} ms, ${found.failures} failures; ${megabytesEarly} → ${megabytesLate} MB in ${minutes} minutes`,
    );
    return { ...found, minutes, megabytesEarly, megabytesLate };
  } finally {
    await hub.stop();
  }
}

/** The six queries, each about 40 things in turn, so that some answers are kept and some are not. */
async function mixOf(database: Database): Promise<Ask[]> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const queries = (await queriesFor(database)).map(({ hub }) => hub);
  return Array.from({ length: 240 }, (_, index) => {
    const requested = queries[index % queries.length];
    const page = 10 + Math.floor(index / queries.length);
    const query = requested?.query.replace(/first: (50|20)\b/, `first: ${page}`);
    return { path: '/graphql', method: 'POST', headers, body: JSON.stringify({ ...requested, query }) };
  });
}
