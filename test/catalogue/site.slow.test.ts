/** Feeds, sitemap, robots.txt, /.well-known/ and citations: what others find the hub and cite it by. */
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '#config';
import { datasets } from '#exports/datasets/index.ts';
import { startHub } from '../harness/hub.ts';
import { generatedImports } from '../releases/generated-imports.ts';

const hub = await startHub();
let latest = 2;
for await (const release of generatedImports(hub, 4, 5)) latest = release;

async function get(path: string, headers: Record<string, string> = {}) {
  const url = path.startsWith('https://') ? path : `https://hub.test${path}`;
  const response = await hub.app.handler.fetch(url, { headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Names of all elements; throws where the text is no XML. */
function elementsOf(xml: string): string[] {
  const names: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local }) => names.push(local));
  parser.write(xml).close();
  return names;
}

const contents = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);

describe('feeds', () => {
  test.for(['releases', 'practices', 'calls'])('/%s.atom is Atom whose entries have pages', async (name) => {
    const { status, text, headers } = await get(`/${name}.atom`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    const elements = elementsOf(text);
    expect(elements.slice(0, 3)).toEqual(['feed', 'id', 'title']);
    const entries = elements.filter((element) => element === 'entry').length;
    expect(entries).toBeGreaterThan(0);
    const ids = contents(text, 'id');
    expect(ids).toHaveLength(entries + 1);
    for (const id of ids.slice(1, 4)) expect([id, (await get(id)).status]).toEqual([id, 200]);
    expect((await get(`/${name}.atom`, { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);
  });

  test('the newest release comes first', async () => {
    const { text } = await get('/releases.atom');
    expect(contents(text, 'id')[1]).toBe(`https://hub.test/releases/${latest}`);
  });

  test('pages name feeds and catalogue in their heads', async () => {
    const { text } = await get('/', { accept: 'text/html' });
    for (const [, href = ''] of text.matchAll(
      /<link rel="alternate" type="(?:application|text)\/[^"]*" href="(\/[^"]*)"/g,
    )) {
      expect([href, (await get(href)).status]).toEqual([href, 200]);
    }
    expect(text).toContain('href="/releases.atom"');
    expect(text).toContain('href="/catalog.ttl"');
  });
});

describe('for robots', () => {
  test('the sitemap lists pages in both languages, all of which are there', { timeout: 60_000 }, async () => {
    const { text } = await get('/sitemap.xml');
    const addresses = contents(text, 'loc');
    expect(addresses).toContain('https://hub.test/datasets/projects');
    expect(addresses).toContain('https://hub.test/en/datasets/projects');
    expect(addresses.length).toBeGreaterThan(2 * datasets.length);
    // Some of every kind.
    const byKind = Map.groupBy(addresses, (address) =>
      address
        .split('/')
        .slice(3, 5)
        .join('/')
        .replace(/[^/]*$/, ''),
    );
    for (const [, listed] of byKind) {
      for (const address of listed.slice(0, 3)) expect([address, (await get(address)).status]).toEqual([address, 200]);
    }
  });

  test('robots.txt names the sitemap', async () => {
    expect((await get('/robots.txt')).text).toContain('Sitemap: https://hub.test/sitemap.xml');
  });

  test('/.well-known/api-catalog is a linkset; security.txt needs a contact', async () => {
    const { text, headers } = await get('/.well-known/api-catalog');
    expect(headers.get('content-type')).toContain('application/linkset+json');
    expect(JSON.parse(text).linkset[0].anchor).toBe('https://hub.test/graphql');
    expect((await get('/.well-known/security.txt')).status).toBe(404);
    expect(readConfig({ OPERATOR_EMAIL: 'kontakt@example.org' }).publisher.email).toBe('kontakt@example.org');
    expect(() => readConfig({ OPERATOR_EMAIL: 'nobody' })).toThrow(/OPERATOR_EMAIL/);
  });
});

describe('citations', () => {
  const all =
    'text: citation english: citation(lang: EN) bibtex: citation(format: BIBTEX) csl: citation(format: CSL_JSON)';
  interface Cited {
    readonly text: string;
    readonly english: string;
    readonly bibtex: string;
    readonly csl: string;
  }

  test('a release is cited as text, BibTeX and CSL-JSON', async () => {
    const { release } = await hub.ask<{ release: Cited }>(`{ release(number: 2) { ${all} } }`);
    expect(release.text).toMatch(/^Węzeł, wydanie 2 \(\d{4}-\d\d-\d\d\)\. https:\/\/hub\.test\/releases\/2$/);
    expect(release.english).toBe(release.text.replace('wydanie', 'release'));
    expect(release.bibtex).toMatch(/^@misc\{wezel-releases-2,\n[\s\S]*url = \{https:\/\/hub\.test\/releases\/2\}\n\}$/);
    const [item] = JSON.parse(release.csl);
    expect(item).toMatchObject({ type: 'dataset', version: '2', URL: 'https://hub.test/releases/2' });
    expect(item.issued['date-parts'][0]).toHaveLength(3);
  });

  test('a metric is cited in the release that is served', async () => {
    const { metric } = await hub.ask<{ metric: Cited }>(`{ metric(code: "test-people") { ${all} } }`);
    expect(metric.text).toContain(`Ludność, wydanie ${latest} (`);
    expect(metric.text).toContain('https://hub.test/metrics/test-people');
  });

  test('a page of a query is cited by its address', async () => {
    const query =
      'query ($path: String!) { text: citation(path: $path, title: "{Projects} & more_1") bibtex: citation(path: $path, title: "{Projects} & more_1", format: BIBTEX) }';
    const { text, bibtex } = await hub.ask<Cited>(query, { path: '/projects?within=16' });
    expect(text).toContain('{Projects} & more_1, wydanie');
    expect(text).toContain('https://hub.test/projects?within=16');
    expect(bibtex).toContain('\\{Projects\\} \\& more\\_1');
    for (const path of ['projects', '//evil.example/', 'https://evil.example/', '']) {
      const { data, errors } = await hub.answer(query, { path });
      expect([path, data?.['text'], errors?.[0]?.extensions?.['code']]).toEqual([path, null, 'BAD_USER_INPUT']);
    }
  });

  test('every release has CITATION.cff and the same as files', async () => {
    for (const release of [1, latest]) {
      const { text, headers } = await get(`/releases/${release}/CITATION.cff`);
      expect(headers.get('content-type')).toContain('text/yaml');
      expect(parse(text)).toMatchObject({
        'cff-version': '1.2.0',
        type: 'dataset',
        version: String(release),
        url: `https://hub.test/releases/${release}`,
      });
      expect((await get(`/releases/${release}/citation.bib`)).text).toContain('@misc{');
      expect(JSON.parse((await get(`/releases/${release}/citation.json`)).text)[0].version).toBe(String(release));
    }
  });
});

test('the terms of every source travel with each download', async () => {
  const { sources } = await hub
    .ask<{ sources: { name: string; licence: string; publisher: string }[] }>(
      '{ sources: releases(first: 50) { nodes { source { name licence publisher } } } }',
    )
    .then(({ sources: page }) => ({
      sources: (
        page as unknown as { nodes: { source: { name: string; licence: string; publisher: string } }[] }
      ).nodes.map(({ source }) => source),
    }));
  for (const file of ['README.md', 'datapackage.json', 'manifest.json']) {
    const { text } = await get(`/releases/${latest}/${file}`);
    const plain = file.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text;
    for (const { name, licence, publisher } of sources) {
      for (const part of [name, licence, publisher]) {
        expect([file, plain.includes(file.endsWith('.json') ? JSON.stringify(part).slice(1, -1) : part)]).toEqual([
          file,
          true,
        ]);
      }
    }
  }
});
