/**
 * `npm run bench`: the hub beside PostGraphile 5 and beside hand-written SQL, repeated queries beside plain node:http,
 * and 200 connections at once. Writes the table of docs/performance.md.
 *
 *   npm run bench -- [--seconds 4] [--rounds 5] [--minutes 1] [--projects 100000] [--metrics 1] [--only 0] [--dry-run]
 *
 * `--metrics 10` gives ten million observations. With `--dry-run` or `--only` the table is only printed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compare } from './beside.ts';
import { fill } from './data.ts';
import { openBenchHub } from './hub.ts';
import { manyAtOnce } from './many.ts';
import { repeat } from './repeated.ts';
import { benchFolder } from './servers.ts';
import { tableOf, writeTable } from './table.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '1' },
    projects: { type: 'string', default: '100000' },
    metrics: { type: 'string', default: '1' },
    only: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  },
});

if (!existsSync(path.join(benchFolder, 'node_modules'))) {
  console.log('Installing what the benchmark alone needs …');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: benchFolder, stdio: 'inherit' });
}
const size = { projects: Number(values.projects), metrics: Number(values.metrics) };
const pace = { seconds: Number(values.seconds), rounds: Number(values.rounds) };
const only = values.only === undefined ? null : Number(values.only);
const hub = await openBenchHub();
try {
  await fill(hub.database, size);
  const compared = await compare(hub.database, pace, only);
  const repeated = only === null ? await repeat(hub.database, pace) : [];
  const many = only === null ? await manyAtOnce(hub.database, Number(values.minutes)) : null;
  const table = tableOf({ compared, repeated, many, size, pace });
  console.log(`\n${table}`);
  if (only === null && !values['dry-run']) await writeTable(table);
} finally {
  await hub.close();
}
