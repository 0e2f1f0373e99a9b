/** `npm run check` fails on circles of files; Biome, with the hub's own biome.json, finds them. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'wezel-import-cycles-'));
  for (const file of ['biome.json', 'package.json', 'tsconfig.json']) await cp(file, join(scratch, file));
});
afterAll(() => rm(scratch, { recursive: true }));

/** The files, of those whose imports are given, that stand in a circle. */
async function circular(imports: Readonly<Record<string, readonly string[]>>): Promise<string[]> {
  await rm(join(scratch, 'src'), { recursive: true, force: true });
  for (const [file, lines] of Object.entries(imports)) {
    await mkdir(dirname(join(scratch, file)), { recursive: true });
    await writeFile(
      join(scratch, file),
      [...lines, '', 'export const own = 1;', 'export type Own = 1;', ''].join('\n'),
    );
  }
  const output = await lint();
  return Object.keys(imports).filter((file) => output.includes(`${file}:1:`));
}

function lint(): Promise<string> {
  const biome = join(process.cwd(), 'node_modules/.bin/biome');
  const parameters = ['lint', '--only=suspicious/noImportCycles', '--vcs-enabled=false', '--max-diagnostics=none', '.'];
  return new Promise((resolve) => {
    execFile(biome, parameters, { cwd: scratch }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

test.for([
  ['two that take values', "import { own } from './b.ts';", "import { own } from './a.ts';"],
  ['two that take types alone', "import type { Own } from './b.ts';", "import type { Own } from './a.ts';"],
  ['an alias on the way', "import type { Own } from '#platform/b.ts';", "import type { Own } from './a.ts';"],
] as const)('circles of files are found: %s', async ([, first, second]) => {
  const files = { 'src/platform/a.ts': [first], 'src/platform/b.ts': [second], 'src/platform/c.ts': [first] };
  expect(await circular(files)).toEqual(['src/platform/a.ts', 'src/platform/b.ts']);
});

test('circles of three files in three folders are found', async () => {
  const files = {
    'src/platform/database/a.ts': ["import type { Own } from '../releases/a.ts';"],
    'src/platform/releases/a.ts': ["import { own } from '#platform/search/a.ts';"],
    'src/platform/search/a.ts': ["import type { Own } from '../database/a.ts';"],
  };
  expect(await circular(files)).toEqual(Object.keys(files));
});
