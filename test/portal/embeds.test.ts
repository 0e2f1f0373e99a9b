import { brotliCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

beforeAll(async () => {
  await loadPopulation(hub);
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  hub.app.handler.fetch(`http://hub.test${path}`, { headers });

const publicUrl = 'https://hub.test';

describe('an embedded page', () => {
  test('may be framed by anybody, has a title, a picture and its numbers, and reports its height', async () => {
    const response = await get('/embed/population?unit=0202021&lang=en');
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(response.status).toBe(200);
    expect(policy).toContain('frame-ancestors *');
    expect(policy).not.toContain('unsafe');
    expect(html).toMatch(/^<!doctype html><html lang="en"><head>.*<title>Population: Dzierżoniów, 2010–2019<\/title>/);
    expect(html).toMatch(/<img src="\/charts\/population\.svg\?unit=0202021&amp;lang=en" alt="Population[^"]+"/);
    expect(html).toMatch(/<td>2019<\/td><td class="number">42,229<\/td>/);
    expect(html).toMatch(/<script type="module" src="\/assets\/frame-[^"]+\.js"><\/script>/);
  });

  test.for(['/embed/none?unit=0202021', '/embed/population?unit=0202021&width=9', '/embed/population?view=line'])(
    '%s is refused with what would do',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    },
  );
});

test('the script of the web component is one small file that anybody may load', async () => {
  const response = await get('/embed.js');
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(text).toContain('wezel-metric');
  expect(brotliCompressSync(text).length).toBeLessThan(15_000);
  const again = await get('/embed.js', { 'if-none-match': response.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
});

describe('oEmbed', () => {
  const oembed = async (url: string, rest = ''): Promise<Record<string, unknown>> =>
    (await (await get(`/oembed?url=${encodeURIComponent(url)}${rest}`)).json()) as Record<string, unknown>;

  test('of a metric is its chart in a frame with a title', async () => {
    const found = await oembed(`${publicUrl}/en/metrics/population`, '&maxwidth=400');
    expect(found).toMatchObject({
      version: '1.0',
      type: 'rich',
      title: 'Population',
      width: 400,
      provider_name: 'Węzeł',
    });
    expect(found['html']).toContain(
      '<iframe src="https://hub.test/embed/population?lang=en&amp;view=map" title="Population"',
    );
    expect(found['thumbnail_url']).toBe('https://hub.test/en/metrics/population.png');
  });

  test('of a chart keeps what the address chooses', async () => {
    const found = await oembed('/charts/population.svg?unit=0202021&view=bar');
    expect(found['html']).toContain('/embed/population?unit=0202021&amp;view=bar&amp;lang=pl');
    expect(found['title']).toContain('Dzierżoniów');
  });

  test('of a page without a chart is a link', async () => {
    expect(await oembed(`${publicUrl}/practices`)).toMatchObject({ type: 'link', title: 'Dobre praktyki' });
  });

  test('is XML, too', async () => {
    const response = await get(`/oembed?format=xml&url=${encodeURIComponent(`${publicUrl}/units/0202021`)}`);
    expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(await response.text()).toMatch(/<oembed><type>rich<\/type>.*<html>&lt;iframe src=.*<\/oembed>/);
  });

  test.for([
    ['/oembed', 400],
    ['/oembed?url=https://example.org/x', 404],
    ['/oembed?url=/nothing', 404],
    ['/oembed?url=/units/9999', 404],
    ['/oembed?url=/practices&format=yaml', 501],
  ] as const)('%s is %i', async ([path, status]) => {
    expect((await get(path)).status).toBe(status);
  });

  test('is announced by every page, and answers what is announced', async () => {
    for (const path of ['/', '/units/0202021', '/en/metrics/population', '/map?metric=population&period=2019']) {
      const html = await (await get(path)).text();
      const [, address = ''] = /type="application\/json\+oembed" href="([^"]+)"/.exec(html) ?? [];
      const { pathname, search } = new URL(address.replaceAll('&amp;', '&'));
      expect([path, (await get(pathname + search)).status]).toEqual([path, 200]);
    }
  });
});

test.for(['/', '/units/0202021', '/en/practices', '/about', '/metrics/population'])(
  '%s has a social card of 1200 × 630',
  async (path) => {
    const html = await (await get(path)).text();
    const [, address = ''] = /property="og:image" content="([^"]+)"/.exec(html) ?? [];
    const response = await get(new URL(address).pathname, { 'accept-encoding': 'br, gzip' });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1_200, 630]);
  },
);

test('a chart can be copied as iframe, web component, picture and Markdown', async () => {
  const html = await (await get('/en/units/0202021')).text();
  const offered = [...html.matchAll(/<textarea[^>]*>([^<]*)<\/textarea>/g)].map(([, text = '']) => decoded(text));
  const chart = 'population.svg?unit=0202021&amp;view=line&amp;lang=en';
  expect(offered).toHaveLength(4);
  expect(offered[0]).toContain(
    '<iframe src="https://hub.test/embed/population?unit=0202021&amp;view=line&amp;lang=en" title="Population: Dzierżoniów"',
  );
  expect(offered[1]).toContain('<wezel-metric code="population" unit="0202021" view="line" lang="en">');
  expect(offered[2]).toContain(`<img src="https://hub.test/charts/${chart}" alt="Population: Dzierżoniów"`);
  expect(offered[3]).toContain('(https://hub.test/charts/population.png?unit=0202021&view=line&lang=en)');
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

describe('a chart of a named release', () => {
  test('stays as it is', async () => {
    const { release } = await hub.ask<{ release: { number: number } }>('{ release { number } }');
    const pinned = await get(`/charts/population.svg?unit=0202021&release=${release.number}`);
    expect(pinned.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await pinned.text()).toContain(`${release.number}`);
  });

  test('that is not there yet is refused with the one that is served', async () => {
    const response = await get('/charts/population.svg?unit=0202021&release=999');
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(/no release 999 yet; the hub serves release \d+/);
  });
});
