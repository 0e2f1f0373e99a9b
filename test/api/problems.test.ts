import { expect, test } from 'vitest';
import type { Problem } from '#platform/problems/model.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import { publishChange } from '#platform/releases/publish.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

async function publish(sha: string, rejectedRows: RejectedRow[], problems: Problem[]): Promise<number | null> {
  const source = {
    kind: 'a-list',
    name: 'A list',
    publisher: 'A publisher',
    url: 'https://example.org/',
    fileName: 'list.csv',
    sha256: sha.repeat(64),
    asOf: '2024-01-01',
    licence: 'CC0',
  };
  const counts = { records: 5, created: 1, changed: 0, unchanged: 0, closed: 0, duplicates: 0, rejected: 1 };
  const published = await publishChange(hub.database, source, async () => ({
    counts,
    rejectedRows,
    problems,
    changed: true,
    stored: true,
    result: null,
  }));
  await hub.app.refresh();
  return published.release;
}

const problem = (kind: Problem['kind'], row: number): Problem => ({
  kind,
  row,
  column: 'NIP',
  reason: 'A reason.',
  original: `cell ${row}`,
});
const candidate = { type: 'TerritorialUnit', id: '02', label: 'dolnośląskie', confidence: 0.5, method: 'NAME' };

const first = await publish(
  '1',
  [{ row: 9, column: null, reason: 'Broken.', original: 'a\tb\\c\nd\0e' }],
  [problem('INVALID_NUMBER', 2), { ...problem('UNIT_AMBIGUOUS', 3), column: null, candidates: [candidate] }],
);
const second = await publish('2', [], [problem('INVALID_NUMBER', 4)]);

test('all problems of all releases, the newest release first, rejected rows before the others', async () => {
  const { problems } = await hub.ask<{ problems: unknown }>(
    `{ problems { totalCount nodes { kind row column text reason release { number } source { fileName }
       candidates { label confidence method node { ... on TerritorialUnit { terc } } } } } }`,
  );
  const inRelease = (number: number | null) => ({ release: { number }, source: { fileName: 'list.csv' } });
  const invalid = { kind: 'INVALID_NUMBER', column: 'NIP', reason: 'A reason.', candidates: [] };
  expect(problems).toEqual({
    totalCount: 4,
    nodes: [
      { ...invalid, row: 4, text: 'cell 4', ...inRelease(second) },
      {
        kind: 'ROW_REJECTED',
        row: 9,
        column: null,
        text: 'a\tb\\c\nd\uFFFDe',
        reason: 'Broken.',
        candidates: [],
        ...inRelease(first),
      },
      { ...invalid, row: 2, text: 'cell 2', ...inRelease(first) },
      {
        kind: 'UNIT_AMBIGUOUS',
        row: 3,
        column: null,
        text: 'cell 3',
        reason: 'A reason.',
        candidates: [{ label: 'dolnośląskie', confidence: 0.5, method: 'NAME', node: { terc: '02' } }],
        ...inRelease(first),
      },
    ],
  });
});

test('filters by release and kind, in pages of either direction and order', async () => {
  const query = `query ($filter: ProblemFilter, $orderBy: ProblemOrder, $first: Int, $after: String, $last: Int, $before: String) {
    problems(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes { row } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } } }`;
  interface Answer {
    problems: { totalCount: number; nodes: { row: number }[]; pageInfo: Record<string, unknown> };
  }
  const rows = async (variables: Record<string, unknown>) => {
    const { problems } = await hub.ask<Answer>(query, variables);
    return { ...problems, rows: problems.nodes.map(({ row }) => row) };
  };
  expect(await rows({ filter: { kinds: ['INVALID_NUMBER'] } })).toMatchObject({ totalCount: 2, rows: [4, 2] });
  expect(await rows({ filter: { releases: [first], kinds: 'INVALID_NUMBER' } })).toMatchObject({
    totalCount: 1,
    rows: [2],
  });
  expect(await rows({ filter: { releases: [99] } })).toMatchObject({ totalCount: 0, rows: [] });
  expect(await rows({ filter: { kinds: ['ROW_REJECTED', 'UNIT_AMBIGUOUS'] } })).toMatchObject({ rows: [9, 3] });
  const not = { releases: [first], not: { kinds: ['INVALID_NUMBER'] } };
  expect(await rows({ filter: { not } })).toMatchObject({ totalCount: 2, rows: [4, 2] });
  const one = await rows({ first: 2 });
  expect(one).toMatchObject({ totalCount: 4, rows: [4, 9], pageInfo: { hasNextPage: true, hasPreviousPage: false } });
  const two = await rows({ first: 2, after: one.pageInfo['endCursor'] });
  expect(two).toMatchObject({ rows: [2, 3], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  const back = await rows({ last: 2, before: two.pageInfo['startCursor'] });
  expect(back).toMatchObject({ rows: [4, 9], pageInfo: { hasPreviousPage: false } });
  expect(await rows({ last: 1 })).toMatchObject({ rows: [3], pageInfo: { hasPreviousPage: true } });
  const orderBy = { field: 'RELEASE', direction: 'ASC' };
  const oldest = await rows({ orderBy, first: 3 });
  expect(oldest).toMatchObject({ totalCount: 4, rows: [9, 2, 3] });
  const rest = await rows({ orderBy, first: 3, after: oldest.pageInfo['endCursor'] });
  expect(rest).toMatchObject({ rows: [4], pageInfo: { hasNextPage: false } });
  expect(await rows({ orderBy, last: 2, before: rest.pageInfo['startCursor'] })).toMatchObject({ rows: [2, 3] });
  expect((await hub.answer(query, { orderBy, after: one.pageInfo['endCursor'] })).errors?.[0]?.message).toMatch(
    /not a cursor of this list/,
  );
});

test('a cursor of another list is refused', async () => {
  const { releases } = await hub.ask<{ releases: { pageInfo: { endCursor: string } } }>(
    '{ releases { pageInfo { endCursor } } }',
  );
  const forged = [["1' OR 1=1", '2'], ['1'], ['1', '2', '3'], ['9999999999', '1']].map((key) =>
    Buffer.from(JSON.stringify(['problems', ...key])).toString('base64url'),
  );
  for (const after of [releases.pageInfo.endCursor, ...forged]) {
    const { errors } = await hub.answer('query ($after: String) { problems(after: $after) { totalCount } }', { after });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

test('a cursor of releases holds a number', async () => {
  const after = Buffer.from(JSON.stringify(['releases', 'abc'])).toString('base64url');
  const { errors } = await hub.answer('query ($after: String) { releases(after: $after) { totalCount } }', { after });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('an id with a NUL in it is none', async () => {
  const id = Buffer.from('Source:\0').toString('base64');
  const { errors } = await hub.answer('query ($id: ID!) { node(id: $id) { id } }', { id });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('an id that is none costs its own place in a list alone', async () => {
  const { release } = await hub.ask<{ release: { id: string } }>('{ release { id } }');
  const idOf = (text: string): string => Buffer.from(text).toString('base64');
  const ids = [release.id, 'zepsute', idOf('Nothing:1'), idOf('Query:1'), idOf('Source:\0'), idOf('Release:999')];
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  // A query that comes often is compiled, and must answer the same.
  for (let time = 0; time < 5; time += 1) {
    const { data, errors } = await hub.answer(`${query} # ${'again'.repeat(time % 2)}`, { ids });
    expect(data).toEqual({ nodes: [{ id: release.id }, null, null, null, null, null] });
    expect(errors?.map(({ path }) => path)).toEqual([1, 2, 3, 4].map((place) => ['nodes', place]));
    for (const error of errors ?? []) {
      expect(error.message).toMatch('is not an id of this hub');
      expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', requestId: expect.any(String) });
    }
  }
  const alone = await hub.answer('query ($id: ID!) { node(id: $id) { id } }', { id: idOf('Nothing:1') });
  expect(alone.data).toEqual({ node: null });
  expect(alone.errors?.[0]?.message).toMatch('is not an id of this hub');
});

test.for([
  ['a NUL in a variable', 'query ($a: String) { project(contractNumber: $a) { id } }', { a: 'a\0' }],
  ['a NUL in a literal', '{ projects(filter: { currencies: ["a\\u0000"] }) { totalCount } }', {}],
  [
    'a day in the year 0',
    'query ($a: Date) { projects(filter: { endsOn: { to: $a } }) { totalCount } }',
    { a: '0000-01-01' },
  ],
  ['the same in a literal', '{ projects(filter: { endsOn: { to: "0000-01-01" } }) { totalCount } }', {}],
  [
    'many words',
    'query ($a: String) { offices(filter: { text: $a }) { totalCount } }',
    { a: 'a b c d e f g h i j k l m' },
  ],
  ['no words', '{ programmes(filter: { text: "!" }) { totalCount } }', {}],
] as const)('%s is refused before the database sees it', async ([, query, variables]) => {
  hub.statements();
  const { errors } = await hub.answer(query, variables);
  expect(errors?.[0]?.extensions?.['code']).toMatch(/^(BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/);
  expect(hub.statements()).toEqual([]);
});

test('a word counts once, however often it is written', async () => {
  const count = async (text: string) =>
    (
      await hub.ask<{ offices: { totalCount: number } }>(
        'query ($text: String) { offices(filter: { text: $text }) { totalCount } }',
        { text },
      )
    ).offices.totalCount;
  expect(await count('a '.repeat(4_000))).toBe(await count('a'));
});

test.for([
  ['projects STARTED_ON DESC', 'projects', ['0000-01-01', 'x']],
  ['projects STARTED_ON DESC', 'projects', ['9999-99-99', 'x']],
  ['projects STARTED_ON DESC', 'projects', ['2020-01-01', '\0']],
  ['projects STARTED_ON DESC', 'projects', ['2020-01-01', '\ud800']],
  ['projects STARTED_ON DESC', 'projects', ['2020-01-01']],
  ['projects TITLE ASC', 'projects(orderBy: { field: TITLE })', ['\\x0g', 'x']],
  ['projects VALUE ASC', 'projects(orderBy: { field: VALUE })', ['1e400', 'x']],
] as const)('a cursor of %s cannot be made up: %s %s', async ([name, field, key]) => {
  const after = Buffer.from(JSON.stringify([name, ...key])).toString('base64url');
  const list = field.includes('(') ? field.replace(')', ', after: $after)') : `${field}(after: $after)`;
  hub.statements();
  const { errors } = await hub.answer(`query ($after: String) { ${list} { nodes { id } } }`, { after });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(errors?.[0]?.message).toMatch('not a cursor of this list');
  expect(hub.statements()).toEqual([]);
});

test('a page takes one statement, its count another only once in a release', async () => {
  hub.statements();
  await hub.ask('{ problems(first: 1) { nodes { row } } }');
  expect(hub.statements()).toHaveLength(1);
  await hub.ask('{ problems(first: 1) { totalCount nodes { row } } }');
  hub.statements();
  await hub.ask('{ problems(first: 1) { totalCount nodes { row } } }');
  expect(hub.statements()).toHaveLength(1);
});

test('the rejected rows of a release are those of its problems', async () => {
  const { release } = await hub.ask<{ release: { rejectedRows: { nodes: { id: string }[] } } }>(
    'query ($number: Int) { release(number: $number) { rejectedRows { nodes { id row reason kind url } } } }',
    { number: first },
  );
  const [rejected] = release.rejectedRows.nodes;
  const id = Buffer.from(`Problem:${first}:1`).toString('base64');
  const url = `https://hub.test/releases/${first}`;
  expect(rejected).toEqual({ id, row: 9, reason: 'Broken.', kind: 'ROW_REJECTED', url });
  // One row has one id and one type, so that caches keep it once.
  const { problems, node } = await hub.ask<{ problems: { nodes: object[] }; node: object }>(
    `query ($id: ID!, $first: Int!) {
      problems(filter: { kinds: ROW_REJECTED, releases: [$first] }) { nodes { __typename id row } }
      node(id: $id) { __typename id ... on Problem { row text release { number } } } }`,
    { id, first },
  );
  expect(problems.nodes).toEqual([{ __typename: 'Problem', id, row: 9 }]);
  expect(node).toMatchObject({ __typename: 'Problem', id, row: 9, release: { number: first } });
});

test.each(['Problem:1', 'Problem:x:1', 'Problem:999:1', 'Problem:1:99999', 'Problem:1:1:1'])(
  'an id of a problem that is none leads to nothing: %s',
  async (text) => {
    const id = Buffer.from(text).toString('base64');
    expect(await hub.ask('query ($id: ID!) { nodes(ids: [$id]) { id } }', { id })).toEqual({ nodes: [null] });
  },
);

test('a wrong cursor of rejected rows leaves the rest of the release', async () => {
  const { data, errors } = await hub.answer('{ release { number rejectedRows(after: "wrong") { totalCount } } }');
  expect(data).toEqual({ release: { number: second, rejectedRows: null } });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});
