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
    ['/embed/none?unit=0202021', 400, 'Nie ma wskaźnika &quot;none&quot;. Lista wskaźników jest pod /metrics.'],
    ['/embed/population?view=number', 400, 'Brakuje parametru &quot;unit&quot;. Podaj kod TERC jednostki.'],
    ['/embed/population?unit=0202021&facet=zzz&lang=en', 400, 'zzz&quot;'],
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

describe('what nobody can choose', () => {
  test.for([
    ['/en/map?metric=nope', 400, 'nope'],
    ['/en/map?metric=population&period=1700', 400, '1700'],
    ['/en/map?metric=population&level=VOIVODESHIP', 400, 'its levels are'],
    ['/en/map?level=NOPE', 400, 'There are: VOIVODESHIP, POWIAT, GMINA.'],
    ['/map?level=NOPE', 400, '„NOPE” nie ma do wyboru. Jest: VOIVODESHIP, POWIAT, GMINA.'],
    ['/en/practices?stage=NOPE', 400, '“NOPE” is not offered.'],
    ['/en/search?q=miasto&type=NOPE', 400, '“NOPE” is not offered.'],
    ['/en/metrics/population?period=1700', 400, '“1700” is not offered.'],
    ['/en/metrics/population?level=POWIAT', 400, '“POWIAT” is not offered.'],
    ['/en/compare?units=0202021&metrics=nope', 400, 'nope'],
    ['/en/compare?units=9999999', 400, 'There is no unit “9999999”.'],
    ['/en/compare?units=Nibylandia', 400, 'There is no unit “Nibylandia”.'],
    ['/en/practices?within=Nibylandia', 400, 'There is no unit “Nibylandia”.'],
    ['/en/map?within=99', 400, 'There is no unit “99”.'],
    ['/practices?within=99', 400, 'Nie ma jednostki „99”.'],
    ['/practices?after=xyz', 400, 'Ten adres nie prowadzi do dalszej części listy.'],
    ['/en/projects?programme=nope', 400, 'There is no programme “nope”.'],
    ['/search?q=...', 400, 'Wpisz kilka słów: najwyżej 200 znaków'],
    [`/search?q=${'x'.repeat(201)}`, 400, 'Wpisz kilka słów: najwyżej 200 znaków'],
    ['/compare?units=0202021&metrics=nope', 400, 'Nie ma wskaźnika „nope”. Wybierz jeden z listy.'],
    ['/en/units/0202021?asOf=2020-02-31', 400, '2020-02-31'],
  ] as const)('%s is an error that says what would do', async ([path, status, text]) => {
    const response = await get(path, browser);
    const html = await response.text();
    expect([path, response.status]).toEqual([path, status]);
    expect(html).toMatch(/<div class="problem" role="alert">.*?<\/div>/s);
    expect(/<div class="problem" role="alert">.*?<\/div>/s.exec(html)?.[0].replaceAll('&quot;', '"')).toContain(text);
    expect(html).toContain('<meta name="robots" content="noindex"/>');
    expect(response.headers.get('cache-control')).toBe('no-store');
    // It leads on: by its own form, or by the same page without the choice.
    const own = path.replace(/\?.*/, '');
    expect([`action="${own}"`, `href="${own}"`].some((way) => html.includes(way))).toBe(true);
    const [address, query] = path.split('?');
    const data = await get(`${address}.json?${query}`, '*/*');
    expect([data.status, data.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  });

  test('a day before the registers is refused once, and in no words of the API', async () => {
    const html = await (await get('/units/0202021?asOf=1900-01-01', browser)).text();
    const said = /<div class="problem" role="alert">.*?<\/div>/s.exec(html)?.[0] ?? '';
    expect(said).toContain('Podaj ten dzień albo późniejszy.');
    expect(said.match(/O dniu 1900-01-01/g)).toHaveLength(1);
    expect(said).not.toContain('territorialUnitCoverage');
  });

  test('a map without values for the period shows those that there are', async () => {
    const html = await (await get('/en/map?metric=population&period=1700&level=GMINA', browser)).text();
    expect(html).toContain('<h1>Map: Population, 2019</h1>');
    expect(html).toMatch(/<option value="2019" selected/);
    expect(html).toContain('42,229');
  });

  test('a map of which nothing was chosen shows the level that has values, and is no error', async () => {
    const response = await get('/en/map', browser);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).not.toContain('role="alert"');
    expect(html).toMatch(/<option value="GMINA" selected/);
    expect(html).toContain('42,229');
  });

  test('a wrong metric is one click away from a right one', async () => {
    const html = await (await get('/en/map?metric=nope', browser)).text();
    expect(html).toMatch(/<select id="filter-metric".*?<option value="population"/s);
  });
});

describe('a language', () => {
  const redirected = async (path: string) => {
    const response = await hub.app.handler.fetch(`http://hub.test${path}`, {
      redirect: 'manual',
      headers: { accept: browser },
    });
    return [response.status, response.headers.get('location')];
  };

  test.for([
    ['/pl', '/'],
    ['/pl/units/0202021?asOf=2023-01-01', '/units/0202021?asOf=2023-01-01'],
    ['/EN/metrics/population', '/en/metrics/population'],
    ['/PL/search?q=gmina', '/search?q=gmina'],
  ] as const)('%s is that of %s', async ([path, location]) => {
    expect(await redirected(path)).toEqual([301, location]);
  });

  test.for(['/de', '/fr/units/02', '/pl/nothing', '/en/en', '/PL/PL/units'])(
    '%s is none that there is',
    async (path) => {
      expect((await redirected(path))[0]).toBe(404);
    },
  );
});

test('units to compare are separated by commas or semicolons, or named one by one', async () => {
  for (const query of ['units=0202021;1261011', 'units=0202021&units=1261011', 'units=0202021,1261011']) {
    const csv = await (await get(`/compare.csv?${query}&metrics=population`, '*/*')).text();
    expect(
      new Set(
        csv
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[1]),
      ),
    ).toEqual(new Set(['0202021', '1261011']));
  }
});

describe('a name where a code is meant', () => {
  test.for([
    ['/practices?within=Dzier%C5%BConi%C3%B3w&topic=x', '/practices?within=0202021&topic=x'],
    ['/en/projects?within=dzierzoniow', '/en/projects?within=0202021'],
    ['/en/map?level=GMINA&within=dolno%C5%9Bl%C4%85skie', '/en/map?level=GMINA&within=02'],
  ] as const)('%s leads to %s', async ([path, location]) => {
    const response = await hub.app.handler.fetch(`http://hub.test${path}`, {
      redirect: 'manual',
      headers: { accept: browser },
    });
    expect([response.status, response.headers.get('location')]).toEqual([301, location]);
  });
});
