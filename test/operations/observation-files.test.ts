/** The alert rules and the dashboard name what /metrics serves; each alert has its page. */
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { startHub } from '../harness/hub.ts';

const folder = new URL('../../docs/operations/', import.meta.url);
const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly runbook: string };
}
interface Target {
  readonly expr: string;
}

const rules = parse(await read('alerts.yaml')) as { groups: { rules: Alert[] }[] };
const alerts = rules.groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(await read('grafana-dashboard.json')) as {
  panels: { title: string; targets: Target[] }[];
};
const hub = await startHub({ metricsArePublic: true });
const text = await (await hub.app.handler.fetch('http://hub.test/metrics')).text();
const served = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));

/** What stands before a selector or a range; a histogram is served under three names. */
function metricsIn(expr: string): string[] {
  return [...expr.matchAll(/\b([a-z]\w+)(?=[{[])/g)].map(([, name = '']) => name.replace(/_(bucket|count|sum)$/, ''));
}

test.for(alerts)(
  '$alert names metrics that are served, and its page has the same rule',
  async ({ alert, expr, annotations }) => {
    const names = metricsIn(expr).filter((name) => name !== 'up');
    expect(names.filter((name) => !served.has(name))).toEqual([]);
    expect(annotations.runbook).toBe(`docs/operations/runbooks/${alert}.md`);
    const page = await read(`runbooks/${alert}.md`);
    expect(page).toContain(`# ${alert}\n`);
    expect(page).toContain(annotations.summary);
    expect(page).toContain(expr);
    for (const part of ['## What it means', '## Look', '## Do']) expect(page).toContain(part);
  },
);

test('there is a page for each alert and for nothing else', async () => {
  const pages = (await readdir(new URL('runbooks/', folder))).map((name) => name.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual(alerts.map(({ alert }) => alert).sort());
});

test('the dashboard names metrics that are served', () => {
  const unknown = dashboard.panels.flatMap(({ title, targets }) =>
    targets.flatMap(({ expr }) =>
      metricsIn(expr)
        .filter((name) => !served.has(name))
        .map((name) => `${title}: ${name}`),
    ),
  );
  expect(unknown).toEqual([]);
  expect(dashboard.panels.every(({ targets }) => targets.every(({ expr }) => metricsIn(expr).length > 0))).toBe(true);
});

test('every metric of the hub is described, and on the dashboard', async () => {
  const described = await read('observing.md');
  const drawn = new Set(dashboard.panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => metricsIn(expr))));
  const own = [...served].filter((name) => name?.startsWith('wezel_') === true);
  expect(own.length).toBeGreaterThan(20);
  expect(own.filter((name) => !described.includes(`\`${name}\``))).toEqual([]);
  expect(own.filter((name) => !drawn.has(name ?? ''))).toEqual([]);
});

test('the alerts of the objectives leave out what the objectives leave out, and nothing else', async () => {
  for (const path of ['/health/live', '/health/ready', '/metrics', '/data', '/graphql?query={__typename}']) {
    await hub.app.handler.fetch(`http://hub.test${path}`);
  }
  const counted = await (await hub.app.handler.fetch('http://hub.test/metrics')).text();
  const routes = new Set(
    [...counted.matchAll(/^wezel_http_seconds_count\{route="([^"]+)"/gm)].map(([, route = '']) => route),
  );
  const selectors = alerts.flatMap(({ expr }) => [...expr.matchAll(/wezel_http_seconds_\w+\{([^}]*)\}/g)]);
  const left = new Set(selectors.map(([, selector = '']) => /,route!~"([^"]+)"/.exec(selector)?.[1]));
  expect(selectors.length).toBeGreaterThan(5);
  expect(left.size).toBe(1);
  const isLeft = new RegExp(`^(?:${[...left][0]})$`);
  expect([...routes].filter((route) => isLeft.test(route)).sort()).toEqual([
    '/health/live',
    '/health/ready',
    '/metrics',
  ]);
  expect([...routes].filter((route) => !isLeft.test(route)).sort()).toEqual(['/graphql', 'page']);
});

/** The tool of Prometheus, of Debian's package `prometheus`; undefined where it is not installed. */
function promtool(...given: string[]): string | undefined {
  const { error, status, stdout, stderr } = spawnSync('promtool', given, { cwd: folder, encoding: 'utf8' });
  return error === undefined ? `${status} ${stdout}${stderr}` : undefined;
}
const isMissing = 'promtool of the Debian package prometheus is not installed';

test('promtool takes the rules', ({ skip }) => {
  const said = promtool('check', 'rules', '--lint=none', 'alerts.yaml');
  if (said === undefined) skip(isMissing);
  expect(said).toMatch(new RegExp(`^0 .*${alerts.length} rules found`, 's'));
});

test('each rule fires when it should, and is silent otherwise', ({ skip }) => {
  const said = promtool('test', 'rules', 'alerts.test.yaml');
  if (said === undefined) skip(isMissing);
  expect(said).toMatch(/^0 .*SUCCESS/s);
});

test('each alert has a unit test in which it fires, and one in which it is silent', async () => {
  const { tests } = parse(await read('alerts.test.yaml')) as {
    tests: { alert_rule_test: { alertname: string; exp_alerts: object[] }[] }[];
  };
  const cases = tests.flatMap((one) => one.alert_rule_test);
  const named = (does: (count: number) => boolean): string[] =>
    alerts
      .map(({ alert }) => alert)
      .filter((alert) => cases.some((one) => one.alertname === alert && does(one.exp_alerts.length)));
  expect(named((count) => count > 0)).toHaveLength(alerts.length);
  // Those that compare several series are silent for one of them in the test in which they fire for another.
  const silentForSome = ['ImportSlow', 'DatabaseWaits', 'LargeOperationsWait', 'RedisDown'];
  expect(new Set([...named((count) => count === 0), ...silentForSome]).size).toBe(alerts.length);
});
