/** Charts that hold on to a release: what they showed stays what they show. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const header = 'teryt_7,year,population_total\n';
const before = `${header}0202021,2010,44412\n0202021,2019,42229\n1261011,2019,779115\n`;
/** One value is revised, one unit overtakes, one period and one unit are new. */
const after = `${header}0202021,2010,44412\n0202021,2019,800000\n0202021,2020,42000\n1261011,2019,779115\n1465011,2019,1790658\n`;
const releases = { before: 0, after: 0 };

const get = (path: string): Promise<Response> => hub.app.handler.fetch(`http://hub.test${path}`);
const latest = async (): Promise<number> =>
  (await hub.ask<{ release: { number: number } }>('{ release { number } }')).release.number;
const rows = async (path: string): Promise<string[]> => (await (await get(path)).text()).trimEnd().split('\n').slice(1);

const charts = [
  '/charts/population.csv?unit=0202021&view=line',
  '/charts/population.csv?unit=0202021,1261011&view=bar&from=2019',
  '/charts/population.csv?unit=0202021&view=number&period=2019',
  '/charts/population.csv?view=rank&period=2019&level=GMINA',
  '/charts/population.csv?view=distribution&period=2019&level=GMINA',
  '/charts/population.csv?view=map&period=2019&level=GMINA&peers=02',
];
const shown = new Map<string, string[]>();

beforeAll(async () => {
  await loadPopulation(hub, before);
  releases.before = await latest();
  for (const chart of charts) shown.set(chart, await rows(chart));
  await loadPopulation(hub, after);
  releases.after = await latest();
  expect(releases.after).toBeGreaterThan(releases.before);
});

describe('after a new release', () => {
  test.for(charts)('%s of the earlier one has the numbers that it had', async (chart) => {
    const response = await get(`${chart}&release=${releases.before}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const pinned = (await response.text()).trimEnd().split('\n').slice(1);
    // A unit that had no value then is on the map without one, then as now.
    expect(pinned).toEqual(shown.get(chart));
    expect(pinned.length).toBeGreaterThan(0);
    expect(pinned).not.toEqual(await rows(chart));
  });

  test('pictures and embeds of the earlier one name it', async () => {
    const svg = await (await get(`/charts/population.svg?unit=0202021&release=${releases.before}&lang=en`)).text();
    expect(svg).toContain(`release ${releases.before}`);
    const embed = await (await get(`/embed/population?unit=0202021&release=${releases.before}&lang=en`)).text();
    expect(embed).toContain('42,229');
    expect(embed).not.toContain('800,000');
  });

  test('a release that is not there yet, or had no such values, is a problem that says so', async () => {
    const future = await get(`/charts/population.svg?unit=0202021&release=${releases.after + 1}`);
    expect(future.status).toBe(404);
    expect(await future.text()).toContain(`serves release ${releases.after}`);
    const nothing = await get('/charts/population.svg?unit=0202021&release=1');
    expect(nothing.status).toBe(404);
    expect(await nothing.text()).toContain('/releases/1');
  });
});
