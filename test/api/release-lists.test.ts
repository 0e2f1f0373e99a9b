/** The list of releases: its filter, its order, its pages. */
import { beforeAll, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

beforeAll(async () => {
  for (const title of ['Pierwsza', 'Druga', 'Trzecia']) {
    const practices = [{ slug: 'r-practice', title, offices: [{ role: 'OWNER', office: { id: 'jst-246601' } }] }];
    await hub.load('practices', `${title}.json`, JSON.stringify({ asOf: '2026-01-01', practices }));
  }
});

const query = `query ($filter: ReleaseFilter, $orderBy: ReleaseOrder, $first: Int, $last: Int, $after: String, $before: String) {
  releases(filter: $filter, orderBy: $orderBy, first: $first, last: $last, after: $after, before: $before) {
    totalCount nodes { number } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly { readonly number: number }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean } & Record<string, unknown>;
}

async function list(variables: object) {
  const { releases } = await hub.ask<{ releases: Page }>(query, { ...variables });
  return { ...releases, numbers: releases.nodes.map(({ number }) => number) };
}

test('has the newest first, or the oldest, page by page either way', async () => {
  expect(await list({})).toMatchObject({ totalCount: 4, numbers: [4, 3, 2, 1] });
  for (const [orderBy, numbers] of [
    [null, [4, 3, 2, 1]],
    [{ field: 'NUMBER' }, [1, 2, 3, 4]],
  ] as const) {
    const one = await list({ orderBy, first: 3 });
    expect(one).toMatchObject({ numbers: numbers.slice(0, 3), pageInfo: { hasNextPage: true } });
    const two = await list({ orderBy, first: 3, after: one.pageInfo['endCursor'] });
    expect(two).toMatchObject({ numbers: numbers.slice(3), pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    const back = await list({ orderBy, last: 2, before: two.pageInfo['startCursor'] });
    expect(back).toMatchObject({ numbers: numbers.slice(1, 3), pageInfo: { hasPreviousPage: true } });
  }
});

test('is filtered by status, kind of the source, number and day', async () => {
  const today = (await hub.ask<{ release: { releasedAt: string } }>('{ release { releasedAt } }')).release.releasedAt;
  const [day = ''] = today.split('T');
  expect(await list({ filter: { sourceKinds: ['practices'] } })).toMatchObject({ totalCount: 3, numbers: [4, 3, 2] });
  expect(await list({ filter: { not: { sourceKinds: ['practices'] } } })).toMatchObject({ numbers: [1] });
  expect(await list({ filter: { number: { from: 2, to: 3 } } })).toMatchObject({ totalCount: 2, numbers: [3, 2] });
  expect(await list({ filter: { statuses: ['WITHDRAWN'] } })).toMatchObject({ totalCount: 0, numbers: [] });
  expect((await list({ filter: { releasedOn: { from: day, to: day } } })).numbers).toContain(4);
  expect(await list({ filter: { releasedOn: { to: '2000-01-01' } } })).toMatchObject({ numbers: [] });
});
