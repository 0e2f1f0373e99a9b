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

test('filters by release and kind, in pages of either direction', async () => {
  const query = `query ($release: Int, $kind: ProblemKind, $first: Int, $after: String, $last: Int, $before: String) {
    problems(release: $release, kind: $kind, first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes { row } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } } }`;
  interface Answer {
    problems: { totalCount: number; nodes: { row: number }[]; pageInfo: Record<string, unknown> };
  }
  const rows = async (variables: Record<string, unknown>) => {
    const { problems } = await hub.ask<Answer>(query, variables);
    return { ...problems, rows: problems.nodes.map(({ row }) => row) };
  };
  expect(await rows({ kind: 'INVALID_NUMBER' })).toMatchObject({ totalCount: 2, rows: [4, 2] });
  expect(await rows({ release: first, kind: 'INVALID_NUMBER' })).toMatchObject({ totalCount: 1, rows: [2] });
  expect(await rows({ release: 99 })).toMatchObject({ totalCount: 0, rows: [] });
  const one = await rows({ first: 2 });
  expect(one).toMatchObject({ totalCount: 4, rows: [4, 9], pageInfo: { hasNextPage: true, hasPreviousPage: false } });
  const two = await rows({ first: 2, after: one.pageInfo['endCursor'] });
  expect(two).toMatchObject({ rows: [2, 3], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  const back = await rows({ last: 2, before: two.pageInfo['startCursor'] });
  expect(back).toMatchObject({ rows: [4, 9], pageInfo: { hasPreviousPage: false } });
  expect(await rows({ last: 1 })).toMatchObject({ rows: [3], pageInfo: { hasPreviousPage: true } });
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

test('a page takes one statement, its count another', async () => {
  hub.statements();
  await hub.ask('{ problems(first: 1) { nodes { row } } }');
  expect(hub.statements()).toHaveLength(1);
  await hub.ask('{ problems(first: 1) { totalCount nodes { row } } }');
  expect(hub.statements()).toHaveLength(2);
});

test('the rejected rows of a release are those of its problems', async () => {
  const { release } = await hub.ask<{ release: unknown }>(
    'query ($number: Int) { release(number: $number) { rejectedRows { nodes { row reason } } } }',
    { number: first },
  );
  expect(release).toEqual({ rejectedRows: { nodes: [{ row: 9, reason: 'Broken.' }] } });
});
