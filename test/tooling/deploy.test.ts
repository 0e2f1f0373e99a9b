/** The files of scripts/deploy: their syntax, and that they set what the hub reads. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const folder = new URL('../../scripts/deploy/', import.meta.url);
const file = (name: string): string => fileURLToPath(new URL(name, folder));
const read = (name: string): string => readFileSync(file(name), 'utf8');
const config = readFileSync(new URL('../../src/config.ts', import.meta.url), 'utf8');
/** Read by Node, the shell and the image of PostgreSQL, not by the hub. */
const others = new Set(['NODE_ENV', 'PATH']);

/** What the hub needs to stop after DRAIN_SECONDS: its last connections, running requests, jobs (docs/operations/nodes.md). */
const stopSeconds = 30;

test('whoever stops the hub gives it the time for a drain of a minute', () => {
  const [, unit] = /^TimeoutStopSec=(\d+)$/m.exec(read('wezel.service')) ?? [];
  const [, compose] = /stop_grace_period: (\d+)s/.exec(read('compose.yaml')) ?? [];
  expect([Number(unit), Number(compose)]).toEqual([60 + stopSeconds, 60 + stopSeconds]);
});

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
  expect(unit).toMatch(/^ExecStart=\/usr\/bin\/env node .*src\/cli\.ts serve$/m);
  const set = [...unit.matchAll(/^Environment=(.*)$/gm)].map(([, line]) => line).join(' ');
  expectKnown([...set.matchAll(/([A-Z_]+)=/g)].map(([, name = '']) => name));
});

test('the unit takes the Node of npm ci, and without it that of the machine', () => {
  const [, folders = ''] = /^Environment=PATH=(.*)$/m.exec(read('wezel.service')) ?? [];
  const [own, ...others] = folders.split(':');
  expect(own).toBe('/opt/wezel/node_modules/.bin');
  expect(others).toContain('/usr/bin');
  // It is among the packages that `npm prune --omit=dev` removes.
  const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(Object.keys(dependencies)).not.toContain('node');
});

test('systemd takes the unit', ({ skip }) => {
  const { error, status, stdout, stderr } = spawnSync(
    'systemd-analyze',
    ['verify', '--man=no', file('wezel.service')],
    {
      encoding: 'utf8',
    },
  );
  if (error !== undefined) skip('systemd-analyze is not installed');
  expect([status, `${stdout}${stderr}`]).toEqual([0, '']);
});

test('what is written about the unit installs what it needs, in its folders', () => {
  const steps = readFileSync(new URL('../../docs/operations/systemd.md', import.meta.url), 'utf8');
  const unit = read('wezel.service');
  const [, folder = ''] = /^WorkingDirectory=(.*)$/m.exec(unit) ?? [];
  expect(steps).toContain(`git clone <address of the repository> ${folder}\n`);
  expect(steps).toContain('useradd --system --home-dir /var/lib/wezel --shell /usr/sbin/nologin wezel\n');
  expect(steps).toContain('/etc/systemd/system/wezel.service\n');
  expect(unit).toContain('EnvironmentFile=-/etc/wezel.env\n');
  expect(steps).toContain('/etc/wezel.env\n');
});
