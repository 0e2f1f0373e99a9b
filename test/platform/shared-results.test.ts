import { expect, test } from 'vitest';
import { SharedResults } from '#platform/shared-results.ts';

const sized = (size: number) => ({ size });

test('keeps the last results up to the total size', async () => {
  const results = new SharedResults<{ size: number }>(100);
  const made: string[] = [];
  const get = (key: string, size: number) =>
    results.get(key, async () => {
      made.push(key);
      return sized(size);
    });
  for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) await get(key, 40);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
  await get('larger than all', 101);
  await get('larger than all', 101);
  expect(made).toEqual(['a', 'b', 'c', 'a', 'larger than all', 'larger than all']);
});

test('makes a result once for all who wait for it', async () => {
  const results = new SharedResults<{ size: number }>(100);
  let made = 0;
  const make = async () => {
    made += 1;
    return sized(1);
  };
  await Promise.all([results.get('a', make), results.get('a', make)]);
  expect(made).toBe(1);
});

test('does not keep what failed, and makes it again for those who waited', async () => {
  const results = new SharedResults<{ size: number }>(100);
  const first = results.get('a', async () => {
    throw new Error('aborted');
  });
  const second = results.get('a', async () => sized(2));
  await expect(first).rejects.toThrow('aborted');
  await expect(second).resolves.toEqual({ size: 2 });
});
