/**
 * Imports a generated list of 100,000 projects in the layout of 2014-2020 (25 columns, descriptions of up to 2,000
 * characters) as `npm run import` does, and prints the time and the memory that its process took at most.
 *
 *   node scripts/bench/eu-projects.ts [rows]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sl2014Xlsx } from '../../test/fixtures/eu-projects/lists.ts';
import { benchRows } from '../../test/fixtures/eu-projects/many.ts';

const count = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(path.join(tmpdir(), 'wezel-bench-'));
try {
  const file = path.join(folder, 'Lista_projektow_2023-12-31.xlsx');
  const bytes = sl2014Xlsx(benchRows(count));
  writeFileSync(file, bytes);
  console.log(`${count} rows, ${(bytes.length / 1e6).toFixed(1)} MB`);
  const probe = path.join(import.meta.dirname, 'peak-memory.ts');
  const environment = { ...process.env, DATA_DIR: path.join(folder, 'data'), LOG_LEVEL: 'warn' };
  for (const run of ['first import', 'the same again']) {
    const started = performance.now();
    const ended = spawnSync(
      process.execPath,
      ['--max-semi-space-size=16', '--import', probe, 'src/cli.ts', 'import', 'eu-projects', file, '--json'],
      {
        env: environment,
        encoding: 'utf8',
      },
    );
    if (ended.status !== 0) throw new Error(ended.stderr);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const peak = /peak memory: (.*)/.exec(ended.stderr)?.[1];
    console.log(`${run}: ${seconds} s, at most ${peak}; ${ended.stdout.trim()}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
