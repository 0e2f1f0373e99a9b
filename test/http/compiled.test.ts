/** An operation that comes again is compiled; it has to answer as when it came first. */

import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import { BoundedCache } from '#http/bounded-cache.ts';
import { Compiling } from '#http/graphql/compiling.ts';
import { startHub } from '../harness/hub.ts';
import { onServer } from '../harness/server.ts';

const schema = buildSchema();
const hub = await startHub();
const hasty = await startHub({ limits: { operationTimeoutMs: 2_000 } });

/** Interpreted twice, compiled from then on. */
async function asOften(query: string, variables: Record<string, unknown> = {}): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let time = 1; time <= 5; time += 1) answers.push(withoutIds(await hub.answer(query, variables)));
  return answers;
}

function withoutIds(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'requestId' ? undefined : value)));
}

const unit = 'territorialUnit(terc: "02")';

test.for<[string, string, Record<string, unknown>?]>([
  [
    'aliases and types',
    `{ a: __typename b: ${unit} { __typename c: name name(lang: EN) } }`.replace('name(lang', 'd: name(lang'),
  ],
  [
    'fragments',
    `{ ${unit} { ...F ... on Node { id } } } fragment F on TerritorialUnit { name ...G } fragment G on TerritorialUnit { kind }`,
  ],
  [
    'a fragment that is left out first',
    `query($on: Boolean!) { ${unit} { ...F @include(if: $on) ... { ...F } } } fragment F on TerritorialUnit { name }`,
    { on: false },
  ],
  [
    'abstract types',
    'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on TerritorialUnit { name } ... on Release { number } } }',
    { ids: [] },
  ],
  [
    '@include, @skip',
    `query($on: Boolean!) { ${unit} { name @include(if: $on) kind @skip(if: $on) ... @include(if: $on) { terc } } }`,
    { on: true },
  ],
  [
    'the other of them',
    `query($on: Boolean!) { ${unit} { name @include(if: $on) kind @skip(if: $on) ... @include(if: $on) { terc } } }`,
    { on: false },
  ],
  [
    'a filter that takes another filter',
    'query($filter: OfficeFilter) { offices(filter: $filter) { totalCount nodes { name } } }',
    { filter: { tiers: ['GOVERNMENT'], not: { kinds: ['POLICE_COMMAND'], not: { text: 'katowice' } } } },
  ],
  [
    'variables inside a filter, in lists and left out',
    'query($t: String, $k: [OfficeKind!], $one: OfficeKind!, $n: OfficeFilter!) { a: offices(filter: { text: $t, kinds: $k }) { totalCount } b: offices(filter: { kinds: [$one, POLICE_COMMAND], not: $n }) { totalCount } }',
    { one: 'MINISTRY', n: { text: 'katowice' } },
  ],
  [
    'one value for a list, numbers for ids, days',
    'query($k: [OfficeKind!], $id: ID!, $d: Date) { offices(filter: { kinds: $k }) { totalCount } office(id: $id) { name } territorialUnit(terc: "02", asOf: $d) { name } }',
    { k: 'MINISTRY', id: 42, d: '2022-01-01' },
  ],
  [
    'defaults',
    'query($first: Int = 3, $lang: Language = EN) { territorialUnits(first: $first) { nodes { name(lang: $lang) } } }',
  ],
  ['null for a default', 'query($n: Int = 1) { release(number: $n) { number } }', { n: null }],
  [
    'defaults of inputs',
    'query($o: ProjectOrder) { projects(first: 2, orderBy: $o) { totalCount } }',
    { o: { field: 'VALUE' } },
  ],
  ['a missing variable', 'query($terc: String!) { territorialUnit(terc: $terc) { name } }'],
  ['a wrong variable', 'query($first: Int) { territorialUnits(first: $first) { totalCount } }', { first: 'many' }],
  [
    'a wrong enum',
    'query($l: Language) { release { number } territorialUnit(terc: "02") { name(lang: $l) } }',
    { l: 'DE' },
  ],
  ['an error in one field', '{ release { number } territorialUnits(first: 1000) { totalCount } }'],
  [
    'an error in a field that may be null',
    '{ territorialUnit(terc: "02", asOf: "2022-01-01") { name children(first: 1000) { totalCount } } release { number } }',
  ],
  [
    'an error of a code',
    '{ release { number } territorialUnit(terc: "x".) { name } }'.replace('"x".', '"99999999999"'),
  ],
  ['nothing', '{ territorialUnit(terc: "99") { name parent { name } } node(id: "bm90aGluZw==") { id } }'],
  [
    'introspection',
    '{ __type(name: "Release") { kind fields { name type { kind ofType { name } } } } __schema { queryType { name } } }',
  ],
  [
    'lists in lists',
    '{ releases { edges { cursor node { source { name } rejectedRows { totalCount edges { node { reason } } } } } pageInfo { hasNextPage endCursor } } }',
  ],
])('%s: five times the same', async ([, query, variables]) => {
  const answers = await asOften(query, variables);
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
  expect(answers[0]).toHaveProperty(Object.hasOwn(answers[0] as object, 'errors') ? 'errors' : 'data');
});

const names = [
  'then',
  'catch',
  'constructor',
  'prototype',
  '__proto__',
  'toString',
  'toJSON',
  'valueOf',
  'hasOwnProperty',
  'length',
  'name',
  'data',
  'errors',
  'default',
  'class',
  'return',
  'await',
  'arguments',
  'eval',
  'this',
  'null',
  'undefined',
];

test.for(names)('the name %s for an alias, a variable, a fragment or an operation', async (name) => {
  const variable = name === '__proto__' ? 'proto' : name;
  const query = `query ${name}($${variable}: String!) { ${name}: ${unit} { ${name}: terc }
    ${name}2: territorialUnits(filter: { name: $${variable} }) { nodes { ${name}: name ...${name} } ${name}: totalCount }
    release { ${name}: number source { ${name}: name } } }
    fragment ${name} on TerritorialUnit { ${name}3: kind }`;
  const answers = await asOften(query, { [variable]: 'śląskie' });
  const nodes = ['dolnośląskie', 'śląskie'].map((text) => ({ [name]: text, [`${name}3`]: 'VOIVODESHIP' }));
  for (const answer of answers) {
    expect(answer).toMatchObject({
      data: {
        [name]: { [name]: '02' },
        [`${name}2`]: { nodes, [name]: 2 },
        release: { [name]: 1, source: { [name]: expect.stringContaining('TERC') } },
      },
    });
  }
});

test('a variable cannot be named __proto__, which is said', async () => {
  const query = 'query($__proto__: String!) { territorialUnits(filter: { name: $__proto__ }) { totalCount } }';
  const { errors } = await hub.answer(query, { ['__proto__']: 'śląskie' });
  expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('cannot be named "__proto__"') });
});

test('objects of several types, by their ids', async () => {
  const { territorialUnit, release } = await hub.ask<Record<string, { id: string }>>(
    `{ ${unit} { id } release { id } }`,
  );
  const answers = await asOften(
    'query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on TerritorialUnit { name } ... on Release { number } } }',
    { ids: [territorialUnit?.id, release?.id, territorialUnit?.id] },
  );
  for (const answer of answers) {
    expect(answer).toMatchObject({
      data: {
        nodes: [{ __typename: 'TerritorialUnit' }, { __typename: 'Release', number: 1 }, { name: 'dolnośląskie' }],
      },
    });
  }
});

test('an operation of a document with several is the one that is named, however often', async () => {
  const query = 'query A { release { number } } query B { release { records } }';
  for (let time = 1; time <= 4; time += 1) {
    for (const [operationName, field] of [
      ['A', 'number'],
      ['B', 'records'],
    ] as const) {
      const response = await hub.app.handler.fetch('http://hub.test/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName }),
      });
      expect(Object.keys(((await response.json()) as { data: { release: object } }).data.release)).toEqual([field]);
    }
  }
});

describe('a document', () => {
  test('is compiled when it comes a third time, unless it has several operations', () => {
    const compiling = new Compiling(1_000_000);
    const requested = (text: string): boolean[] => {
      const document = parse(text);
      return [1, 2, 3, 4].map(() => compiling.isCompiled(compiling.documentFor({ document, schema })));
    };
    expect(requested('{ a }')).toEqual([false, false, true, true]);
    expect(requested('{ node(id: 1) { id ... on Release { number } ... on Source { name } } }')[3]).toBe(true);
    expect(
      requested('query($f: ProjectFilter, $on: Boolean!) { projects(filter: $f) { totalCount @skip(if: $on) } }')[3],
    ).toBe(true);
    expect(requested('query A { a } query B { b }')[3]).toBe(false);
    expect(requested('{ node(id: 1) { ... on Release { number } id } }')[3]).toBe(false);
  });

  test('loses its code when others that are compiled need the room, and gets it again', () => {
    const compiling = new Compiling(100_000);
    const documents = Array.from({ length: 10 }, (_, index) => parse(`{ a${index} }`));
    const compiled = documents.map((document) => {
      for (let time = 1; time <= 3; time += 1) compiling.documentFor({ document, schema });
      return compiling.documentFor({ document, schema });
    });
    expect(compiled.every((document) => compiling.isCompiled(document))).toBe(true);
    const again = documents.map((document) => compiling.documentFor({ document, schema }));
    expect(again[0]).not.toBe(compiled[0]);
    expect(compiling.isCompiled(again[0] as (typeof documents)[number])).toBe(true);
    expect(compiling.documentFor({ document: documents[9] as (typeof documents)[number], schema })).toBe(again[9]);
  });

  test('is forgotten with its code when others need the room', () => {
    const cache = new BoundedCache<number>(100);
    for (let key = 0; key < 50; key += 1) cache.set(String(key), key, 10);
    expect([cache.size, cache.bytes, cache.get('39'), cache.get('40')]).toEqual([10, 100, undefined, 40]);
  });
});

describe('an operation that takes too long', () => {
  const slow = '{ releases { nodes { number source { name } } } }';

  test.for([
    ['interpreted', 0],
    ['compiled', 3],
  ] as const)('is answered at its limit and asks nothing more: %s', async ([name, timesBefore]) => {
    const query = `${slow} # ${name}`;
    for (let time = 1; time <= timesBefore; time += 1) await hasty.ask(query);
    hasty.statements();
    await onServer(hasty.database.url, async (client) => {
      await client.query('BEGIN');
      await client.query('LOCK TABLE release IN ACCESS EXCLUSIVE MODE');
      expect(await hasty.answer(query)).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
      await client.query('COMMIT');
    });
    await expect.poll(() => hasty.database.pool.idleCount === hasty.database.pool.totalCount).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasty.statements().filter((text) => text.includes('sha256'))).toEqual([]);
    expect(await hasty.ask(query)).toMatchObject({ releases: { nodes: [{ number: 1 }] } });
  });
});
