/** A published operation requested again and again by GET, and its 304, beside plain node:http sending the same bytes. */
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

export async function repeat(database: Database, { seconds, rounds }: Pace): Promise<Repeated[]> {
  const hub = await startHub(database.url, kept);
  try {
    const path = await publishedPath(hub.url);
    const whole: Ask = { path, method: 'GET', headers: { 'accept-encoding': 'identity' } };
    const answer = await fetch(hub.url + path, { headers: whole.headers });
    const body = await answer.text();
    const etag = answer.headers.get('etag') ?? '';
    const unchanged: Ask = { ...whole, headers: { ...whole.headers, 'if-none-match': etag } };
    const plain = await start(['scripts/bench/same-bytes.ts'], {
      BODY: body,
      HEADERS: JSON.stringify([...answer.headers]),
    });
    try {
      const measured: Repeated[] = [];
      for (const [name, ask] of [
        ['the whole answer', whole],
        ['304', unchanged],
      ] as const) {
        const found: { hub: number; plain: number }[] = [];
        for (const url of [hub.url, plain.url]) await load(url, [ask], { connections: 16, seconds: 4 });
        for (let round = 0; round < rounds; round += 1) {
          const ours = await load(hub.url, [ask], { connections: 16, seconds });
          const theirs = await load(plain.url, [whole], { connections: 16, seconds });
          found.push({ hub: ours.perSecond, plain: theirs.perSecond });
        }
        const ratio = median(found.map((round) => round.hub / round.plain));
        const result = {
          hub: median(found.map((round) => round.hub)),
          plain: median(found.map((round) => round.plain)),
        };
        measured.push({ name, bytes: Buffer.byteLength(body), ratio, ...result });
        console.log(
          `repeated, ${name}: ${ratio.toFixed(2)} × node:http (${Math.round(result.hub)} / ${Math.round(result.plain)} a second)`,
        );
      }
      return measured;
    } finally {
      await plain.stop();
    }
  } finally {
    await hub.stop();
  }
}

async function publishedPath(url: string): Promise<string> {
  const listed = (await (await fetch(`${url}/operations`)).json()) as {
    operations: { name: string; example: { url: string } }[];
  };
  const found = listed.operations.find(({ name }) => name === 'UnitByTerc');
  if (found === undefined) throw new Error('The operation UnitByTerc is not published');
  return found.example.url;
}
