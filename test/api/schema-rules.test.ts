/** Rules that hold in the whole schema: a wrong part stands alone, ids and natural keys, addresses of pages. */
import { readFileSync } from 'node:fs';
import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { buildSchema } from '#graphql/schema.ts';
import '#domains';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

describe('a wrong part does not blank the whole', () => {
  test.for<readonly [field: string, path: readonly (string | number)[]]>([
    ['x: metrics(after: "nonsense") { totalCount }', ['x']],
    ['x: projects(filter: { withinAny: "nonsense" }) { totalCount }', ['x']],
    ['x: practices(filter: { withinAny: "nonsense" }) { totalCount }', ['x']],
    ['x: territorialUnits(filter: { withinAny: "nonsense" }) { totalCount }', ['x']],
    ['x: timeSeries(metrics: ["no-such"], subjects: [{ terc: "14" }]) { series { level } }', ['x', 'series', 0]],
    ['x: search(text: "?") { totalCount }', ['x']],
    ['x: territorialUnit(terc: "14") { name indicators(metrics: ["no-such"]) { level } }', ['x', 'indicators', 0]],
  ])('%s', async ([field, path]) => {
    const { data, errors } = await hub.answer(`{ ${field} release { number } }`);
    expect(data).toMatchObject({ release: { number: 1 } });
    expect(path.reduce<unknown>((part, name) => (part as Record<string | number, unknown>)[name], data)).toBeNull();
    expect(errors?.map((error) => [error.path, error.extensions?.['code']])).toEqual([[path, 'BAD_USER_INPUT']]);
  });
});

describe('an argument of the type ID takes a global id or a natural key', () => {
  const query = 'query ($id: ID!) { office(id: $id) { id code nip } }';
  interface Answered {
    readonly office: { readonly id: string; readonly code: string; readonly nip: string } | null;
  }

  test('of an office: code and NIP', async () => {
    const { office } = await hub.ask<Answered>(query, { id: 'jst-020202' });
    expect(office).toMatchObject({ code: 'jst-020202' });
    expect(await hub.ask(query, { id: office?.id })).toEqual({ office });
    expect(await hub.ask(query, { id: ' jst-020202 ' })).toEqual({ office });
    expect(await hub.ask(query, { id: 'jst-990101' })).toEqual({ office: null });
    expect(await hub.ask(query, { id: '0000000000' })).toEqual({ office: null });
  });

  test.for(['?', '', Buffer.from('Project:x').toString('base64')])(
    'what is unclear says what is accepted: %s',
    async (id) => {
      const { data, errors } = await hub.answer(query, { id });
      expect(data).toEqual({ office: null });
      expect(errors?.[0]?.path).toEqual(['office']);
      expect(errors?.[0]?.message).toMatch(
        /Give its global id \(from the field "id"\) or the code, such as `jst-246601`, the NIP/,
      );
    },
  );
});

test('an amount is a decimal string, and an argument takes no other', async () => {
  const { __type: money } = await hub.ask<{ __type: { fields: { name: string; type: { ofType: object } }[] } }>(
    '{ __type(name: "Money") { fields { name type { ofType { name } } } } }',
  );
  expect(money.fields).toContainEqual({ name: 'amount', type: { ofType: { name: 'Decimal' } } });
});

describe('the schema', () => {
  const types = Object.values(buildSchema().getTypeMap());

  test('has an id and the address of a page on every node', () => {
    const nodes = types.filter(isObjectType).filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));
    expect(nodes.length).toBeGreaterThan(35);
    expect(nodes.filter((type) => !('id' in type.getFields()))).toEqual([]);
    expect(nodes.filter((type) => String(type.getFields()['url']?.type) !== 'String!')).toEqual([]);
  });

  test('says of every argument of the type ID what it takes', () => {
    const args = types.flatMap((type) => {
      if (isInputObjectType(type)) return Object.values(type.getFields());
      return isObjectType(type) ? Object.values(type.getFields()).flatMap((field) => field.args) : [];
    });
    const ids = args.filter(({ type }) => getNamedType(type).name === 'ID');
    expect(ids.length).toBeGreaterThan(40);
    expect(
      ids.filter(({ description }) => !/global id|Global ids?, from|units whose code/i.test(description ?? '')),
    ).toEqual([]);
  });

  test('takes an id wherever an argument names an entry', () => {
    const entries = ['unit', 'office', 'project', 'practice', 'call', 'event', 'session', 'target', 'metric'];
    const texts = types.flatMap((type) => {
      const given = isInputObjectType(type)
        ? Object.values(type.getFields())
        : isObjectType(type)
          ? Object.values(type.getFields()).flatMap((field) => field.args)
          : [];
      const named = given.filter((one) => entries.includes(one.name) || one.name === 'targetKey');
      return named.filter((one) => getNamedType(one.type).name === 'String').map((one) => `${type.name} ${one.name}`);
    });
    expect(texts).toEqual([]);
  });

  test('has one way to say a condition in every filter', () => {
    const twins = types.filter(isInputObjectType).flatMap((type) => {
      const names = Object.keys(type.getFields());
      return names
        .filter((name) => names.includes(`${name}s`) || names.includes(`${name}Any`))
        .map((name) => `${type.name}.${name}`);
    });
    expect(twins).toEqual([]);
  });

  const connection = /Connection$/;
  const fields = types.filter(isObjectType).flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      path: `${type.name}.${field.name}`,
      type: field.type,
      named: getNamedType(field.type).name,
      args: new Map(field.args.map((arg) => [arg.name, getNamedType(arg.type).name])),
    })),
  );

  test('gives all pages of the same type one filter, one order and no other way to choose', () => {
    // What is computed or searched has the arguments of its computation; corrections, and what an account sees, are no data
    // of a release.
    const computed = ['Ranking', 'SearchHit', 'Change', 'Correction'].map((name) => `${name}Connection`);
    const paged = fields.filter(
      ({ path, named }) =>
        connection.test(named) &&
        !computed.includes(named) &&
        !path.startsWith('Viewer.') &&
        // Those of one kind of one release; `problems` has the filter.
        path !== 'Release.rejectedRows',
    );
    expect(paged.length).toBeGreaterThan(50);
    const ofEntry = (named: string) => named.replace(connection, '');
    expect(
      paged
        .filter(({ named, args }) => args.get('filter') !== `${ofEntry(named)}Filter`)
        .concat(paged.filter(({ named, args }) => args.get('orderBy') !== `${ofEntry(named)}Order`))
        .map(({ path }) => path),
    ).toEqual([]);
    const known = ['filter', 'orderBy', 'first', 'last', 'after', 'before'];
    const own = paged.flatMap(({ args }) => [...args.keys()].filter((name) => !known.includes(name)));
    expect([...new Set(own)].toSorted()).toEqual(['asOf', 'includeDescendants', 'relation']);
  });

  test('lets no wrong cursor blank more than its list', () => {
    const strict = fields.filter(({ type, args }) => args.has('after') && getNullableType(type) !== type);
    expect(strict.map(({ path }) => path)).toEqual([]);
  });

  test('returns whole, without a filter, only lists that facts of one object bound', () => {
    const listed = 'TerritorialUnit Office Project Practice Call Event LivingLab Citation Metric'.split(' ');
    const whole = fields
      .filter(({ path }) => !path.endsWith('Connection.nodes'))
      .filter(
        ({ type, named, args }) => isListType(getNullableType(type)) && listed.includes(named) && !args.has('filter'),
      );
    expect(
      whole
        .map(({ path }) => path)
        .filter((path) => !path.endsWith('.citations'))
        .toSorted(),
    ).toEqual([
      'Metric.components',
      'Office.predecessors',
      'Office.successors',
      'Practice.places',
      'TerritorialUnit.ancestors',
    ]);
  });

  test('has the same two fields in every order', () => {
    const orders = types.filter(isInputObjectType).filter(({ name }) => name.endsWith('Order'));
    expect(orders.length).toBeGreaterThan(15);
    for (const order of orders) {
      const { field, direction } = order.getFields();
      expect([String(field?.type), String(direction?.type)]).toEqual([`${order.name}Field!`, 'OrderDirection!']);
    }
  });
});

test('a release has the address of its page', async () => {
  expect(await hub.ask('{ release { url } }')).toEqual({ release: { url: 'https://hub.test/releases/1' } });
});

test('a release has a status, its source a licence with its SPDX id and address', async () => {
  await hub.load('teryt', 'TERC.csv', toCsv(buildTerc({ asOf: '2022-01-01' })), { stated: { licence: 'CC-BY 4.0' } });
  const fields = 'status source { licence licenceUrl licenceSpdxId }';
  expect(await hub.ask(`{ first: release(number: 1) { ${fields} } last: release { ${fields} } }`)).toMatchObject({
    first: {
      status: 'PUBLISHED',
      source: { licenceSpdxId: null, licenceUrl: expect.stringContaining('isap.sejm.gov.pl') },
    },
    last: {
      status: 'PUBLISHED',
      source: { licenceSpdxId: 'CC-BY-4.0', licenceUrl: 'https://creativecommons.org/licenses/by/4.0/' },
    },
  });
});

describe('docs/clients.md', () => {
  const documented = readFileSync('docs/clients.md', 'utf8');
  const scalars = Object.values(buildSchema().getTypeMap())
    .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
    .map(({ name }) => name);

  test('maps every scalar in its settings for code generation', () => {
    const [, settings = ''] = /scalars: \{\n([^}]*(?:\{[^}]*\}[^}]*)*)\n\s+\},\n/.exec(documented) ?? [];
    expect([...settings.matchAll(/^\s+(\w+):/gm)].map(([, name]) => name).toSorted()).toEqual(scalars.toSorted());
  });
});
