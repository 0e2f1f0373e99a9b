import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadPopulation } from '../fixtures/population.ts';
import { startHub } from '../harness/hub.ts';

const cache = { answerBytes: 64 * 1024 * 1024, documentBytes: 64 * 1024 * 1024, maxAgeSeconds: 60, staleSeconds: 600 };
const hub = await startHub({ cache });

beforeAll(async () => {
  await loadPopulation(hub);
});

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return hub.app.handler.fetch(`http://hub.test${path}`, {
    redirect: 'manual',
    headers: { accept: 'text/html', ...headers },
  });
}

const texts = ['/', '/search', '/developers', '/about', '/accessibility', '/privacy', '/compare'];
const lists = [
  '/units',
  '/offices',
  '/projects',
  '/programmes',
  '/practices',
  '/calls',
  '/events',
  '/living-labs',
  '/metrics',
  '/assessments',
  '/data',
  '/data/load',
  '/search?q=dzierzoniow',
  '/map?metric=population&period=2019&level=GMINA',
  '/compare?units=0202021&metrics=population',
];
const entries = [
  '/units/02',
  '/units/0202021',
  '/offices/kwp-katowice',
  '/practices/dzierzoniow-quality-programme',
  '/calls/living-lab-2013-call',
  '/events/polska-konferencja-jakosci-2017',
  '/living-labs/laboratorium-innowacji-jst-2013',
  '/projects/9b5ac26ead1b394ad7694054',
  '/metrics/population',
  '/releases/1',
];
const pages = [...texts, ...lists, ...entries];

test.for(pages)('%s is a whole page in both languages', async (path) => {
  for (const [language, prefix] of [
    ['pl', ''],
    ['en', '/en'],
  ] as const) {
    const response = await get(path === '/' && prefix !== '' ? prefix : `${prefix}${path}`);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${language}">`));
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(html).toContain('hreflang="x-default"');
    // What has no text in a language, or is no text at all.
    expect(html).not.toMatch(/undefined|\[object|NaN/);
    expect(html).not.toContain('role="alert"');
  }
});

test.for(pages)('%s loads nothing from another host and runs no script of its own', async (path) => {
  const response = await get(path);
  const html = await response.text();
  const loaded = [...html.matchAll(/<(?:script|img|link|source|iframe)[^>]*?(?:src|srcset|href)="([^"]*)"[^>]*>/g)]
    .filter(([tag]) => !/rel="(?:alternate|canonical)"/.test(tag))
    .map(([, address = '']) => address);
  expect(loaded.length).toBeGreaterThan(3);
  expect(loaded.filter((address) => !address.startsWith('/'))).toEqual([]);
  // What is no script runs nothing: JSON-LD for search engines.
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)(?! type="application\/ld\+json">)|\son[a-z]+="|\sstyle="/);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
});

test.for(pages)('%s links only to pages that are there', async (path) => {
  const html = await (await get(path)).text();
  const links = [...html.matchAll(/<a[^>]*?href="(\/[^"]*)"/g)].map(([, address = '']) =>
    address.replaceAll('&amp;', '&'),
  );
  // Of exports one caller gets two at once; downloads.test.ts tries each.
  const own = [...new Set(links)].filter((address) => !/^\/(graphql|charts|exports)/.test(address)).slice(0, 60);
  const found = await Promise.all(
    own.map(async (address) => {
      const response = await get(address);
      // A file is written to its end before the folder of the test goes.
      await response.arrayBuffer();
      return [address, response.status];
    }),
  );
  // The form of an amendment is for offices: it begins with signing in.
  const isThere = ([address, status]: readonly (string | number)[]): boolean =>
    status === (String(address).includes('/account/amendments/new?') ? 401 : 200);
  expect(found.filter((one) => !isThere(one))).toEqual([]);
});

describe('the data of a page', () => {
  test.for(lists)('%s has the same rows as csv and as the API', async (path) => {
    const [address = '', query = ''] = path.split('?');
    const csv = await get(`${address}.csv?${query}`);
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-disposition')).toContain('.csv"');
    const rows = (await csv.text()).trimEnd().split('\n');
    const json = (await (await get(`${address}.json?${query}`)).json()) as {
      operation: { name: string };
      data: object;
    };
    const answer = await hub.app.handler.fetch('http://hub.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId: json.operation.name, ...json.operation }),
    });
    expect(((await answer.json()) as { data: object }).data).toEqual(json.data);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows[0]).toMatch(/^[a-z_,]+$/);
  });

  test('what a spreadsheet would take for a formula becomes text', async () => {
    const { csvOf } = await import('#charts/csv.ts');
    expect(csvOf({ header: ['a'], rows: [['=1+1'], ['x, "y"'], [null], [-3]] })).toBe('a\n\'=1+1\n"x, ""y"""\n\n-3\n');
  });

  test('the deadline of a call is a day of a calendar', async () => {
    const response = await get('/calls/living-lab-2013-call.ics');
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await response.text();
    expect(text).toContain('DTSTART;VALUE=DATE:20130805\r\n');
    expect(text).toContain('DTEND;VALUE=DATE:20130806\r\n');
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });
});

describe('an address with nothing behind it', () => {
  test.for([
    '/nothing',
    '/units/9999',
    '/practices/none',
    '/offices/none',
    '/releases/999',
    '/releases/x',
    '/metrics/none',
  ])('%s gets a page that helps', async (path) => {
    const response = await get(path);
    const html = await response.text();
    expect(response.status).toBe(404);
    expect(html).toContain('<meta name="robots" content="noindex"/>');
    expect(html).toContain('action="/search"');
  });

  test('a program gets a problem instead', async () => {
    const response = await get('/nothing', { accept: 'application/json' });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  test('a name or a code in another shape leads to the unit', async () => {
    for (const reference of ['Dzier%C5%BConi%C3%B3w', 'dzierzoniow', '02%2002%2002%201', '202021']) {
      const response = await get(`/en/units/${reference}`);
      expect([reference, response.status, response.headers.get('location')]).toEqual([
        reference,
        301,
        '/en/units/0202021',
      ]);
    }
  });

  test('a helpful page looks for the words of the address', async () => {
    const html = await (await get('/en/units/jakosc-uslug')).text();
    expect(html).toMatch(/id="not-found-search"[^>]*value="jakosc uslug"/);
  });
});

test('the field url of an object leads to its page', async () => {
  const kinds = ['territorialUnits', 'offices', 'projects', 'programmes', 'practices', 'calls', 'events', 'livingLabs'];
  const lists = [...kinds, 'metrics', 'releases'].map((kind) => `${kind}(first: 20) { nodes { url } }`);
  const found = await hub.ask<Record<string, { nodes: { url: string }[] }>>(`{ ${lists.join(' ')} }`);
  for (const [kind, { nodes }] of Object.entries(found)) {
    expect([kind, nodes.length > 0]).toEqual([kind, true]);
    for (const { url } of nodes) {
      const { pathname, search } = new URL(url);
      const response = await get(pathname + search);
      const there = response.status === 301 ? await get(response.headers.get('location') ?? '') : response;
      expect([url, there.status]).toEqual([url, 200]);
    }
  }
});

test('a metric is cited in the language of its page', async () => {
  const citedOn = async (path: string) => {
    const html = await (await get(path)).text();
    return /<dt>(?:Jak cytować|How to cite)<\/dt><dd>([^<]*)/.exec(html)?.[1];
  };
  expect(await citedOn('/metrics/population')).toMatch(
    /^Węzeł: Ludność, wydanie \d+ \(\d{4}-\d\d-\d\d\)\. https:\/\/hub\.test\/metrics\/population$/,
  );
  expect(await citedOn('/en/metrics/population')).toMatch(/^Węzeł: Population, release \d+ \(/);
});

describe('/compare', () => {
  test('names what is beyond the units and metrics that one page compares', async () => {
    const units = [
      '0202021',
      '1261011',
      ...Array.from({ length: 10 }, (_, index) => String(2 * index + 2).padStart(2, '0')),
    ];
    const html = await (await get(`/compare?units=${units.join(',')}&metrics=population,a,b,c,d,e`)).text();
    expect(html).toContain('Porównuje się najwyżej 10 jednostek. Pominięto: 18, 20.');
    expect(html).toContain('Porównuje się najwyżej 5 wskaźników. Pominięto: e.');
  });

  test('compares a unit that is given twice once', async () => {
    const response = await get('/compare.csv?units=0202021,0202021&metrics=population,population');
    expect((await response.text()).trim().split('\n')).toHaveLength(3);
  });
});

describe('what a visitor types', () => {
  test('stays text', async () => {
    const html = await (await get(`/search?q=${encodeURIComponent('<script>alert(1)</script>"onx="')}`)).text();
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('"onx="');
  });

  test('a day that is none is refused with a page', async () => {
    const response = await get('/units/02?asOf=yesterday');
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('yesterday');
  });

  test('a cursor of something else is an error on the page, and no failure', async () => {
    const response = await get('/practices?after=xyz');
    expect([200, 400]).toContain(response.status);
    expect(await response.text()).toContain('role="alert"');
  });

  test('suggestions lead to pages', async () => {
    const response = await get('/en/search/suggestions?q=dzier');
    const suggestions = (await response.json()) as { href: string; text: string }[];
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { href } of suggestions) expect((await get(href)).status).toBe(200);
  });
});

test('a page is the same until the next release, and not modified for who has it', async () => {
  const first = await get('/practices');
  const again = await get('/practices', { 'if-none-match': first.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
  hub.statements();
  await get('/practices');
  expect(hub.statements()).toEqual([]);
});

describe('a visitor who has used up the points', () => {
  const rate = {
    windowSeconds: 60,
    anonymousPoints: 2,
    keyPoints: 0,
    costPerPoint: 1_000_000,
    redisUrl: null,
    trustedProxies: [],
    proxyHeader: 'x-forwarded-for',
  } as const;

  test.for(['/about', '/practices', '/charts/population.svg?unit=0202021', '/search/suggestions?q=dzier'])(
    'is told so at %s',
    async (path) => {
      const limited = await startHub({ rate });
      const ask = () => limited.app.handler.fetch(`http://hub.test${path}`, { headers: { accept: 'text/html' } });
      await ask();
      await ask();
      const response = await ask();
      expect(response.status).toBe(429);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    },
  );

  test('also where only the cost of the page is too much', async () => {
    const limited = await startHub({ rate: { ...rate, costPerPoint: 10 } });
    const response = await limited.app.handler.fetch('http://hub.test/practices');
    expect(response.status).toBe(429);
  });
});

test('a unit stands beside those of its kind: median, place, and which values are good', async () => {
  const html = await (await get('/en/units/0202021')).text();
  expect(html).toMatch(
    /<td>2019<\/td><td class="number" data-value="42229">42,229<\/td><td class="number" data-value="\d+">[\d,]+<\/td><td class="number"[^>]*>[^<]*<\/td><td[^>]*>[^<]+<\/td>/,
  );
});

test('a comparison offers the metrics that there are, and takes them from its form', async () => {
  const html = await (await get('/en/compare?units=0202021&metrics=population')).text();
  expect(html).toMatch(/<select id="filter-metrics" name="metrics">.*?<option value="population" selected/s);
  expect(html).toMatch(/<select id="filter-metric2" name="metric2">/);
  const second = await (await get('/compare.json?units=0202021&metrics=&metric2=population')).json();
  expect(second).toMatchObject({ operation: { variables: { metrics: ['population'] } } });
});

test('a practice and an office lead to their approved amendments, and to the form of another', async () => {
  const change = JSON.stringify([{ field: 'summary_pl', before: 'a', value: 'b' }]);
  await hub.database.pool.query(
    "INSERT INTO account (id, email, created_at) VALUES ('clerk', 'clerk@urzad.test', now())",
  );
  for (const [type, key, path] of [
    ['PRACTICE', 'dzierzoniow-quality-programme', '/en/practices/dzierzoniow-quality-programme'],
    ['OFFICE', 'kwp-katowice', '/en/offices/kwp-katowice'],
  ] as const) {
    const { rows } = await hub.database.pool.query<{ number: number }>(
      `INSERT INTO amendment (target_type, target_key, office_id, changes, note, state, proposed_at, proposed_by,
         decided_at, decided_role, release)
       VALUES ($1, $2, 'kwp-katowice', $3, '', 'APPROVED', now(), 'clerk', '2026-05-04T10:00:00Z', 'EDITOR', 1) RETURNING number`,
      [type, key, change],
    );
    const number = rows[0]?.number;
    const html = await (await get(`${path}?fresh=1`)).text();
    expect(html).toContain(`<a href="/en/amendments/${number}">Amendment ${number}</a>, `);
    expect(html).toContain('<a href="/en/releases/1">Release 1</a>');
    expect(html).toContain(`/en/account/amendments/new?page=${encodeURIComponent(path.slice(3))}`);
    expect((await get(`/en/amendments/${number}`)).status).toBe(200);
  }
});

test('who adopted a practice from whom is a graph, and a list that says the same', async () => {
  const file = await readFile('test/fixtures/practices/complete.json', 'utf8');
  await hub.load('practices', 'complete.json', file);
  const { practices } = await hub.ask<{
    practices: {
      nodes: { slug: string; adoptions: { nodes: { adopter: { name: string }; from: { name: string } | null }[] } }[];
    };
  }>('{ practices(first: 50) { nodes { slug adoptions(first: 20) { nodes { adopter { name } from { name } } } } } }');
  const adopted = practices.nodes.filter(({ adoptions }) => adoptions.nodes.some(({ from }) => from !== null));
  expect(adopted.length).toBeGreaterThan(0);
  for (const { slug, adoptions } of adopted) {
    const html = await (await get(`/practices/${slug}`)).text();
    const graph = /<div class="graph">.*?<\/div>/s.exec(html)?.[0] ?? '';
    const stated = adoptions.nodes.filter(({ from }) => from !== null);
    expect(graph.match(/class="edge"/g)).toHaveLength(
      new Set(stated.map(({ adopter, from }) => `${from?.name} ${adopter.name}`)).size,
    );
    expect(graph).not.toMatch(/NaN|undefined/);
  }
});
