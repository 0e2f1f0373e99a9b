/** A version stands in package.json, in the changelog with its day, and before it the one that is tested beside it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readVersionBefore } from '../upgrade/version-before.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const sections = [...read('CHANGELOG.md').matchAll(/^## \[([^\]]+)\](?: - (\S+))?$/gm)].map(([, name, day]) => ({
  name,
  day,
}));

test('the changelog begins with what is not released, then has each version with its day', () => {
  expect(sections[0]).toEqual({ name: 'Unreleased', day: undefined });
  expect(sections.length).toBeGreaterThan(2);
  for (const { day } of sections.slice(1)) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const days = sections.slice(1).map(({ day }) => day);
  expect(days).toEqual([...days].sort().reverse());
});

test('the newest version is that of package.json and its lock file', () => {
  expect(sections[1]?.name).toBe(version);
  const lock = JSON.parse(read('package-lock.json')) as {
    version: string;
    packages: Record<string, { version: string }>;
  };
  expect([lock.version, lock.packages['']?.version]).toEqual([version, version]);
});

test('the version that is tested beside this one is the one before', async () => {
  expect((await readVersionBefore()).version).toBe(sections[2]?.name);
});
