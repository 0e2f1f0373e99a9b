/** Wrong codes, periods, sizes and languages: people get a page that helps, programs a problem. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

beforeAll(async () => {
  await loadPopulation(hub);
});

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const get = (path: string, accept: string): Promise<Response> =>
  hub.app.handler.fetch(`http://hub.test${path}`, { headers: { accept } });

describe('an embed that cannot be shown', () => {
  test.for([
    ['/embed/none?unit=0202021&lang=en', 400, 'none'],
    ['/embed/none?unit=0202021', 400, 'none'],
    ['/embed/population?unit=0202021&width=9&lang=en', 400, 'Give 200 to 2000 pixels.'],
    ['/embed/population?view=line&lang=en', 400, 'Give the TERC code of a unit.'],
    ['/embed/population?view=map&period=1700&lang=en', 400, '1700'],
    ['/embed/population?unit=9999999&lang=en', 404, 'No values of &quot;population&quot; are known for 9999999'],
    ['/embed/population?unit=x', 400, 'Podaj kody TERC'],
    ['/embed/population?unit=0202021&lang=de', 400, 'Użyj jednej z: pl, en.'],
    ['/embed/population?unit=0202021&release=999&lang=en', 404, 'There is no release 999 yet'],
  ] as const)('%s says why in the frame', async ([path, status, text]) => {
    const response = await get(path, browser);
    const html = await response.text();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(html).toContain(`<html lang="${path.includes('lang=en') ? 'en' : 'pl'}">`);
    expect(html).toContain(text);
    // It reports its height, and leads on.
    expect(html).toMatch(/<script type="module" src="\/assets\/frame-[^"]+\.js">/);
    expect(html).toMatch(/<a href="https:\/\/hub\.test(\/en)?\/metrics" target="_top">/);
  });

  test('is a problem for a program', async () => {
    const response = await get('/embed/none?unit=0202021', '*/*');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('data of a page that cannot be shown', () => {
  test.for([
    ['/units/9999.json', 404],
    ['/en/practices/none.csv', 404],
    ['/units/02.json?asOf=yesterday', 400],
    ['/data.csv?from=yesterday', 400],
    ['/practices.csv?after=xyz', 400],
    ['/about.csv', 404],
  ] as const)('%s is a problem', async ([path, status]) => {
    const response = await get(path, '*/*');
    expect([path, response.status]).toEqual([path, status]);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect((await response.json()) as object).toMatchObject({ status, detail: expect.stringMatching(/\w/) });
  });

  test('is a page for a browser', async () => {
    const response = await get('/units/9999.json', browser);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('id="not-found-search"');
  });
});
