/** The catalogue: what portals harvest, valid, with full marks, and every address in it answered. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import jsonld from 'jsonld';
import { type Quad, type Store, Writer } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { describe, expect, test } from 'vitest';
import { datasets } from '#exports/datasets/index.ts';
import { missingProperties, shapeViolations } from '../../scripts/metadata-quality/compliance.ts';
import { parseTurtle, scoreOf } from '../../scripts/metadata-quality/score.ts';
import { startHub } from '../harness/hub.ts';
import { generatedImports } from '../releases/generated-imports.ts';

const hub = await startHub();
let latest = 2;
for await (const release of generatedImports(hub, 3, 2)) latest = release;

const publicUrl = 'https://hub.test';

async function get(address: string, headers: Record<string, string> = {}, method = 'GET') {
  const url = address.startsWith(publicUrl) ? address : publicUrl + address;
  const response = await hub.app.handler.fetch(url, { headers, method, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function statusOf(address: string): Promise<number> {
  const { status, headers } = await get(address, {}, 'HEAD');
  return status >= 300 && status < 400 ? statusOf(new URL(headers.get('location') ?? '', publicUrl).href) : status;
}

async function store(address: string): Promise<Store> {
  const { status, text } = await get(address);
  expect([address, status]).toEqual([address, 200]);
  return parseTurtle(text);
}

// Makes the files that the catalogue names, however long they take.
for (let release = 1; release <= latest; release++) await get(`/releases/${release}/manifest.json`);
const catalogue = await store('/catalog.ttl');
const dcat = 'http://www.w3.org/ns/dcat#';

function canonical(quads: readonly Quad[]): Promise<string> {
  const writer = new Writer({ format: 'N-Quads' });
  writer.addQuads([...quads]);
  return new Promise((resolve, reject) => {
    writer.end((error: Error | null, text: string) => {
      if (error) reject(error);
      else
        resolve(
          jsonld.canonize(text as never, {
            inputFormat: 'application/n-quads',
            format: 'application/n-quads',
          }) as never,
        );
    });
  });
}

function parseRdfXml(text: string): Promise<Quad[]> {
  const parser = new RdfXmlParser();
  return new Promise((resolve, reject) => {
    const quads: Quad[] = [];
    parser.on('data', (quad: Quad) => quads.push(quad));
    parser.on('error', reject);
    parser.on('end', () => resolve(quads));
    parser.end(text);
  });
}

describe('the catalogue', () => {
  test('is the same graph as Turtle, JSON-LD and RDF/XML', async () => {
    const turtle = await canonical(catalogue.getQuads(null, null, null, null) as Quad[]);
    const json = JSON.parse((await get('/catalog.jsonld')).text) as object;
    expect(await jsonld.canonize(json, { format: 'application/n-quads' } as never)).toBe(turtle);
    expect(await canonical(await parseRdfXml((await get('/catalog.rdf')).text))).toBe(turtle);
  });

  test.for([
    ['text/turtle', 'text/turtle'],
    ['application/ld+json', 'application/ld+json'],
    ['application/rdf+xml', 'application/rdf+xml'],
    ['text/html, application/rdf+xml;q=0.9', null],
    ['*/*', 'text/turtle'],
  ])('negotiates %s', async ([accept, type]) => {
    for (const address of ['/catalog', '/datasets/projects', '/releases/2/projects']) {
      const { status, headers } = await get(address, { accept: accept as string });
      expect(headers.get('vary')).toMatch(/Accept/);
      if (type !== null) expect([address, status, headers.get('content-type')]).toEqual([address, 200, type]);
      else if (address === '/datasets/projects') expect(headers.get('content-type')).toContain('text/html');
      else expect([address, status]).toEqual([address, 303]);
    }
  });

  test('lists every dataset in its newest edition, in a series', () => {
    const listed = catalogue.getObjects(`${publicUrl}/catalog`, `${dcat}dataset`, null);
    expect(listed).toHaveLength(datasets.length);
    for (const { value } of listed) {
      const [series] = catalogue.getObjects(value, `${dcat}inSeries`, null);
      expect(catalogue.countQuads(series as never, null, `${dcat}DatasetSeries`, null)).toBe(1);
    }
  });

  test('has all mandatory and recommended properties', () => {
    expect(missingProperties(catalogue)).toEqual([]);
  });

  test('has 405 of 405 points of the metadata quality assessment', async () => {
    const score = await scoreOf(catalogue, {
      isCompliant: missingProperties(catalogue).length === 0,
      answers: async (address) => (await statusOf(address)) === 200,
    });
    expect(score.indicators.filter(({ missing }) => missing.length > 0)).toEqual([]);
    expect([score.scored, score.points]).toEqual([405, 405]);
  });

  test('names no address of the hub that does not answer', { timeout: 60_000 }, async () => {
    const named = new Set(
      catalogue
        .getQuads(null, null, null, null)
        .flatMap(({ subject, object }) => [subject, object])
        .filter(({ termType, value }) => termType === 'NamedNode' && value.startsWith(publicUrl))
        .map(({ value }) => value.split('#')[0] as string),
    );
    const failed: string[] = [];
    for (const address of named) {
      const status = await statusOf(address);
      if (status !== 200) failed.push(`${status} ${address}`);
    }
    expect(named.size).toBeGreaterThan(datasets.length * 4);
    expect(failed).toEqual([]);
  });

  test('names sizes and checksums that the files have', async () => {
    const spdx = 'http://spdx.org/rdf/terms#';
    for (const name of ['units.csv', 'projects.parquet', 'boundaries.geojson']) {
      const [file] = catalogue
        .getSubjects(`${dcat}downloadURL`, null, null)
        .filter(({ value }) => value.endsWith(`/${name.replace('.', '#')}`));
      if (file === undefined) throw new Error(`No distribution is ${name}`);
      const [address] = catalogue.getObjects(file, `${dcat}downloadURL`, null);
      const response = await hub.app.handler.fetch(address?.value ?? '');
      const bytes = Buffer.from(await response.arrayBuffer());
      const [checksum] = catalogue.getObjects(file, `${spdx}checksum`, null);
      expect(catalogue.getObjects(file, `${dcat}byteSize`, null)[0]?.value).toBe(String(bytes.length));
      expect(catalogue.getObjects(checksum as never, `${spdx}checksumValue`, null)[0]?.value).toBe(
        createHash('sha256').update(bytes).digest('hex'),
      );
    }
  });
});

/** The shapes of DCAT-AP are not the hub's to keep a copy of; https://semiceu.github.io/DCAT-AP/ has them. */
const shapes = process.env['DCAT_AP_SHACL'] ?? path.resolve('../shared/reference/dcat-ap-shacl');

describe.skipIf(!existsSync(shapes))(
  `the SHACL shapes in ${shapes} (set DCAT_AP_SHACL to a folder that has them)`,
  () => {
    test('hold for the catalogue', { timeout: 120_000 }, async () => {
      const violations = await shapeViolations(catalogue, shapes, (name) => !name.includes('hvd'));
      expect(violations).toEqual([]);
    });

    test('hold for the high-value datasets', { timeout: 120_000 }, async () => {
      const described = await store('/datasets/observations.ttl');
      expect(await shapeViolations(described, shapes, () => true)).toEqual([]);
    });
  },
);

describe('a dataset', () => {
  test('lists its editions, the newest of which the catalogue has', async () => {
    const described = await store('/datasets/projects.ttl');
    const editions = described.getSubjects(`${dcat}inSeries`, `${publicUrl}/datasets/projects`, null);
    expect(editions.length).toBeGreaterThan(1);
    const [newest] = catalogue.getSubjects(`${dcat}inSeries`, `${publicUrl}/datasets/projects`, null);
    expect(editions.map(({ value }) => value)).toContain(newest?.value);
    for (const { value } of editions) expect([value, await statusOf(value)]).toEqual([value, 200]);
  });

  test('has provenance, places and days', async () => {
    const described = await store('/datasets/units.ttl');
    const [unit] = described.getSubjects('http://www.w3.org/2004/02/skos/core#notation', null, null);
    expect(unit?.value).toMatch(/^https:\/\/hub\.test\/units\/\d\d$/);
    expect(described.countQuads(null, null, 'http://data.europa.eu/nuts/code/PL51', null)).toBeGreaterThan(0);
    expect(described.countQuads(null, 'http://purl.org/dc/terms/provenance', null, null)).toBeGreaterThan(0);
    const [start] = described.getObjects(null, `${dcat}startDate`, null);
    expect(start?.value).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('has a page with its description for search engines, which no script policy forbids', async () => {
    const { status, text, headers } = await get('/en/datasets/projects', { accept: 'text/html' });
    expect(status).toBe(200);
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text) ?? [];
    expect(JSON.parse(json)).toMatchObject({ '@type': 'Dataset', name: 'EU-funded projects' });
    expect(text).toContain('href="/datasets/projects/croissant.jsonld"');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  test('is Croissant 1.1 whose files and columns are there', async () => {
    const { text, headers } = await get('/datasets/projects/croissant.jsonld');
    expect(headers.get('content-type')).toBe('application/ld+json');
    const croissant = JSON.parse(text);
    expect(croissant.conformsTo).toBe('http://mlcommons.org/croissant/1.1');
    const [csv] = croissant.distribution;
    const file = Buffer.from(await (await hub.app.handler.fetch(csv.contentUrl)).arrayBuffer());
    expect(createHash('sha256').update(file).digest('hex')).toBe(csv.sha256);
    const header = file.toString('utf8').split('\n', 1)[0]?.split(',');
    expect(croissant.recordSet[0].field.map(({ name }: { name: string }) => name)).toEqual(header);
  });

  test('leads to its files by name', async () => {
    const { status, headers } = await get('/datasets/projects.csv');
    expect([status, headers.get('location')]).toEqual([302, '/releases/latest/projects.csv']);
  });

  test.for(['/datasets/nothing', '/datasets/nothing.ttl', '/datasets/projects.xlsx', '/releases/2/nothing.ttl'])(
    '%s is a problem that says what there is',
    async (address) => {
      const { status, text, headers } = await get(address);
      expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json']);
      expect(text).toContain('projects');
    },
  );
});

describe('the feed of dane.gov.pl', () => {
  test('lists every dataset with identifiers that the portal takes, and its MD5', async () => {
    const { text } = await get('/datasets.xml');
    expect(text).toContain('xmlns:ns2="urn:otwarte-dane:harvester:1.13"');
    expect(text.match(/<dataset /g)).toHaveLength(datasets.length);
    const identifiers = [...text.matchAll(/<extIdent>([^<]*)<\/extIdent>/g)].map(([, id = '']) => id);
    expect(new Set(identifiers).size).toBe(identifiers.length);
    expect(identifiers.filter((id) => id.length > 36)).toEqual([]);
    for (const address of ['/datasets.md5', '/datasets.xml.md5']) {
      expect((await get(address)).text).toBe(createHash('md5').update(text).digest('hex'));
    }
    for (const [, address = ''] of text.matchAll(/<url>([^<]*)<\/url>/g)) {
      expect([address, await statusOf(address)]).toEqual([address, 200]);
    }
  });
});
