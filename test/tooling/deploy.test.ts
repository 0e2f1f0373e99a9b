/** The files of scripts/deploy: their syntax, and that they set what the hub reads. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const folder = new URL('../../scripts/deploy/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const config = readFileSync(new URL('../../src/config.ts', import.meta.url), 'utf8');
/** Read by Node and the image of PostgreSQL, not by the hub. */
const others = new Set(['NODE_ENV']);

interface Compose {
  readonly services: Record<string, { environment?: Record<string, string>; depends_on?: Record<string, object> }>;
  readonly volumes: Record<string, unknown>;
}

function expectKnown(names: readonly string[]): void {
  expect(names.length).toBeGreaterThan(0);
  for (const name of names.filter((one) => !others.has(one))) expect(config).toContain(`'${name}'`);
}

test('compose.yaml has the hub with PostgreSQL and Redis', () => {
  const { services, volumes } = parse(read('compose.yaml')) as Compose;
  expect(Object.keys(services)).toEqual(['hub', 'postgres', 'redis']);
  expectKnown(Object.keys(services['hub']?.environment ?? {}));
  expect(Object.keys(services['hub']?.depends_on ?? {})).toEqual(['postgres', 'redis']);
  expect(Object.keys(volumes)).toEqual(['hub-data', 'postgres-data']);
});

test('the Dockerfile starts the hub without npm between', () => {
  const lines = read('Dockerfile').split('\n');
  expect(lines.at(-2)).toBe(
    'CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "src/cli.ts", "serve"]',
  );
  const set = lines.find((line) => line.startsWith('ENV ')) ?? '';
  expectKnown([...set.matchAll(/([A-Z_]+)=/g)].map(([, name = '']) => name));
});

test('the unit starts the hub as a user of its own', () => {
  const unit = read('wezel.service');
  expect(unit).toMatch(/^User=wezel$/m);
  expect(unit).toMatch(/^ExecStart=\S+\/node .*src\/cli\.ts serve$/m);
  const [, set = ''] = /^Environment=(.*)$/m.exec(unit) ?? [];
  expectKnown([...set.matchAll(/([A-Z_]+)=/g)].map(([, name = '']) => name));
});
