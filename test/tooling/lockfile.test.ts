import { expect, test } from 'vitest';
import lockfile from '../../package-lock.json' with { type: 'json' };

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages: Readonly<Record<string, LockedPackage>> = lockfile.packages;

/** Where Node would look for it: beside the package, then in each folder above. */
function isLocked(from: string, name: string): boolean {
  const beside = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (beside in packages) return true;
  return from !== '' && isLocked(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

test('the lockfile holds the builds for every platform; npm ci refuses it elsewhere otherwise', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(path, name))
      .map((name) => `${name} of ${path}`),
  );
  expect(missing).toEqual([]);
});

test('there is one copy of graphql, whose types and checks fail across copies', () => {
  const copies = Object.keys(packages).filter((path) => path.endsWith('node_modules/graphql'));
  expect(copies).toEqual(['node_modules/graphql']);
});

test('the schema engine is the one of the installed Prisma', () => {
  const versionOf = (name: string) => packages[`node_modules/${name}`]?.version;
  expect(versionOf('@prisma/schema-engine-wasm')).toBe(versionOf('@prisma/engines-version'));
});
