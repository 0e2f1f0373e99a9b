/** The import rules live in biome.json; these tests prove that Biome, with that very file, fails on what breaks them. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

interface Case {
  readonly folder: string;
  /** Any file of the folder, unless it is this one. */
  readonly file?: string;
  readonly specifier: string;
  readonly allowed: boolean;
}

/** From the bottom to the top; each may import itself and what stands before it. */
const layers = [
  'platform',
  'formats',
  'config',
  'graphql',
  'domains',
  'sources',
  'exports',
  'charts',
  'portal',
  'http',
  'app',
  'hub',
  'commands',
  'cli',
] as const;
type Layer = (typeof layers)[number];

const folders: Partial<Record<Layer, string>> = {
  platform: 'src/platform/releases',
  formats: 'src/formats',
  graphql: 'src/graphql',
  domains: 'src/domains/offices',
  sources: 'src/sources/teryt',
  exports: 'src/exports',
  charts: 'src/charts',
  portal: 'src/portal',
  http: 'src/http',
  commands: 'src/commands',
  hub: 'src',
};

const throughAliases: Case[] = Object.entries(manifest.imports)
  .flatMap(([alias, target]) =>
    Object.entries(folders).map(
      ([layer, folder]): Case => ({
        folder,
        specifier: alias.replace('*', 'some/file.ts'),
        allowed: layers.indexOf(layerOf(target)) <= layers.indexOf(layer as Layer),
      }),
    ),
  )
  .concat({ folder: 'src', file: 'cli.ts', specifier: '#commands/serve.ts', allowed: true });

function layerOf(target: string): Layer {
  const name = target.split('/')[2]?.replace(/(-options)?\.ts$/, '');
  const layer = layers.find((candidate) => candidate === name);
  if (layer === undefined) throw new Error(`package.json#imports leads to ${target}, which belongs to no layer`);
  return layer;
}

const belowHub = Object.entries(folders).filter(([layer]) => layer !== 'hub');

const aroundAliases: Case[] = belowHub
  .flatMap(([layer, folder]) => {
    const toSrc = '../'.repeat(folder.split('/').length - 1);
    const others = belowHub.filter(([other]) => other !== layer);
    return others.map(([, other]) => ({
      folder,
      specifier: `${other.replace('src/', toSrc)}/file.ts`,
      allowed: false,
    }));
  })
  .concat(
    { folder: 'src', specifier: './graphql/builder.ts', allowed: false },
    { folder: 'src/commands', specifier: '../app.ts', allowed: false },
    { folder: 'scripts', specifier: '../src/app.ts', allowed: false },
    { folder: 'test/api', specifier: '../../src/platform/errors.ts', allowed: false },
  );

const insideFolders: Case[] = [
  { folder: 'src/platform/releases', specifier: './model.ts', allowed: true },
  { folder: 'src/platform/releases', specifier: '../errors.ts', allowed: true },
  { folder: 'src/platform/releases', specifier: '../database/index.ts', allowed: true },
  { folder: 'src/formats', specifier: './decode.ts', allowed: true },
  { folder: 'src/graphql', specifier: './builder.ts', allowed: true },
  { folder: 'src/domains/registry/history', specifier: '../registers/store.ts', allowed: true },
  { folder: 'src/sources/teryt', specifier: './read.ts', allowed: true },
  { folder: 'src/exports', specifier: './kept-files.ts', allowed: true },
  { folder: 'src/http', specifier: './health.ts', allowed: true },
  { folder: 'src', specifier: './config.ts', allowed: true },
  { folder: 'src/commands', specifier: './signals.ts', allowed: true },
  { folder: 'src/domains/registry/history', specifier: '../graphql/unit.ts', allowed: true },
  { folder: 'test/api', specifier: '../harness/database.ts', allowed: true },
  { folder: 'test/registry', specifier: '../../src/domains/registry/codes.ts', allowed: true },
];

const generatedClient: Case[] = [
  'src/platform/releases',
  'src/formats',
  'src/graphql',
  'src/domains/registry',
  'src/sources/teryt',
  'src/exports',
  'src/charts',
  'src/portal',
  'src/http',
  'src/commands',
  'src',
  'scripts',
  'test/api',
]
  .flatMap((folder) => [
    { folder, specifier: '#platform/database/generated/client.ts', allowed: false },
    { folder, specifier: '@prisma/client', allowed: false },
  ])
  .concat(
    { folder: 'src/platform/releases', specifier: '../database/generated/client.ts', allowed: false },
    { folder: 'src/platform/database', specifier: './generated/client.ts', allowed: true },
  );

const domains = (await readdir('src/domains')).filter((name) => !name.endsWith('.ts'));
const betweenDomains: Case[] = domains.flatMap((domain) => {
  const neighbour = domain === 'offices' ? 'projects' : 'offices';
  return [
    { folder: `src/domains/${neighbour}`, specifier: `#${domain}`, allowed: true },
    { folder: `src/domains/${neighbour}`, specifier: `../${domain}/index.ts`, allowed: false },
    { folder: `src/domains/${neighbour}`, specifier: `../${domain}/store.ts`, allowed: false },
    { folder: `src/domains/${neighbour}/rules`, specifier: `../../${domain}/store.ts`, allowed: false },
    ...[`src/domains/${neighbour}`, 'src/sources/teryt', 'src/http', 'src/commands', 'src', 'scripts', 'test/api'].map(
      (folder) => ({
        folder,
        specifier: `#${domain}/store.ts`,
        allowed: false,
      }),
    ),
  ];
});

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'wezel-import-rules-'));
  await cp('biome.json', join(scratch, 'biome.json'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** The cases that Biome refuses, each as its file was written: one import in a file of that folder. */
async function refused(cases: readonly Case[]): Promise<Case[]> {
  const files = cases.map(({ folder, file }, index) => `${folder}/${file ?? `case-${index}.ts`}`);
  await rm(join(scratch, 'src'), { recursive: true, force: true });
  await Promise.all(
    cases.map(async ({ specifier }, index) => {
      const file = join(scratch, files[index] ?? '');
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, `import { something } from '${specifier}';\n\nsomething();\n`);
    }),
  );
  const { exitCode, output } = await lint(files);
  const hit = cases.filter((_, index) => output.includes(`${files[index]}:1:`));
  expect(exitCode).toBe(hit.length === 0 ? 0 : 1);
  return hit;
}

function lint(files: string[]): Promise<{ exitCode: number; output: string }> {
  const parameters = [
    'lint',
    '--only=style/noRestrictedImports',
    '--vcs-enabled=false',
    '--max-diagnostics=none',
    ...files,
  ];
  return new Promise((resolve) => {
    const biome = join(process.cwd(), 'node_modules/.bin/biome');
    execFile(biome, parameters, { cwd: scratch, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}

test.for([
  [
    'the direction platform ← formats ← graphql ← domains ← sources ← exports ← charts ← portal ← http, app, hub ← commands ← cli, through aliases',
    throughAliases,
  ],
  ['relative imports that leave their folder', aroundAliases],
  ['relative imports inside a folder', insideFolders],
  ['the generated client, only from platform/database', generatedClient],
  ['domains, only through their index.ts', betweenDomains],
] as const)('Biome fails on the wrong imports alone: %s', async ([, cases]) => {
  const readable = ({ folder, specifier }: Case) => `${folder} → ${specifier}`;
  const wrong = cases.filter(({ allowed }) => !allowed);
  expect((await refused(cases)).map(readable)).toEqual(wrong.map(readable));
});

test('the cases cover every direction between two layers, up and down', () => {
  const directions = new Set(
    throughAliases
      .filter(({ file }) => file === undefined)
      .map(({ folder, specifier }) => `${folder} ${specifier.split('/')[0]}`),
  );
  expect(directions.size).toBe(Object.keys(folders).length * Object.keys(manifest.imports).length);
});

test('every domain has an alias and nothing else of it can be imported from outside', () => {
  expect(Object.entries(manifest.imports)).toEqual(
    expect.arrayContaining(domains.map((domain) => [`#${domain}`, `./src/domains/${domain}/index.ts`])),
  );
});
