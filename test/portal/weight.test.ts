/** How much a page weighs, compressed: HTML at most 100 KB, JavaScript at most 60 KB before a map or chart comes into view. */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

beforeAll(async () => {
  await loadPopulation(hub);
});

const get = (path: string): Promise<Response> =>
  hub.app.handler.fetch(`http://hub.test${path}`, { headers: { accept: 'text/html' } });

test.for([
  '/',
  '/en/developers',
  '/units/02',
  '/units/0202021',
  '/metrics/population',
  '/compare?units=0202021,02&metrics=population',
  '/projects',
  '/practices/dzierzoniow-quality-programme',
  '/events/polska-konferencja-jakosci-2017',
  '/data',
  '/embed/population?unit=0202021',
])('%s stays light', async (path) => {
  const html = await (await get(path)).text();
  expect(gzipSync(html).length).toBeLessThan(100_000);
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, address = '']) => address);
  expect(scripts.length).toBeGreaterThan(0);
  const bodies = await Promise.all(scripts.map(async (address) => (await get(address)).text()));
  expect(brotliCompressSync(bodies.join('')).length).toBeLessThan(60_000);
});
