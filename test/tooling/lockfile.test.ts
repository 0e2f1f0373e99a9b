import { readFile } from 'node:fs/promises';
import { subset } from 'semver';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly engines?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type LockedPackages = Readonly<Record<string, LockedPackage>>;

async function locked(folder: string): Promise<LockedPackages> {
  const text = await readFile(new URL(`../../${folder}package-lock.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { packages: LockedPackages }).packages;
}

/** Where Node would look for it: beside the package, then in each folder above. */
function isLocked(packages: LockedPackages, from: string, name: string): boolean {
  const beside = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (beside in packages) return true;
  return from !== '' && isLocked(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

const folders = ['', 'test/clients/', 'test/openapi/'];

describe.for(folders)('%spackage-lock.json', async (folder) => {
  const packages = await locked(folder);

  test('holds the builds for every platform; npm ci refuses it elsewhere otherwise', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isLocked(packages, path, name))
        .map((name) => `${name} of ${path}`),
    );
    expect(missing).toEqual([]);
  });

  // pg-boss names Node 22.12. Its entry has no engines: the hub runs on the Node 24 that it brings, whatever npm ran on.
  test('holds only packages that run on each Node the hub supports; npm ci warns of others (EBADENGINE)', () => {
    const unsupported = Object.entries(packages)
      .filter(([, { engines }]) => engines?.['node'] !== undefined && !subset(manifest.engines.node, engines['node']))
      .map(([path, { engines }]) => `${path} needs Node ${engines?.['node']}`);
    expect(unsupported).toEqual([]);
  });

  test('names no address of a package but that of the public registry', () => {
    const elsewhere = Object.entries(packages).filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere).toEqual([]);
  });
});

test('every package with an install script is allowed or refused by name; npm ci warns of others', async () => {
  const scripts = Object.entries({ ...(await locked('test/clients/')), ...(await locked('')) })
    .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript === true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  expect(Object.keys(manifest.allowScripts)).toEqual(expect.arrayContaining(scripts));
});

test('there is one copy of graphql, whose types and checks fail across copies', async () => {
  const copies = await Promise.all(
    folders.map(async (folder) =>
      Object.keys(await locked(folder))
        .filter((path) => path.endsWith('node_modules/graphql'))
        .map((path) => folder + path),
    ),
  );
  expect(copies.flat()).toEqual(['node_modules/graphql']);
});

test('the schema engine is the one of the installed Prisma', async () => {
  const packages = await locked('');
  const versionOf = (name: string) => packages[`node_modules/${name}`]?.version;
  expect(versionOf('@prisma/schema-engine-wasm')).toBe(versionOf('@prisma/engines-version'));
});
