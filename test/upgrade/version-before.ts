/**
 * The version before this one, taken from the repository by its commit (version-before.json) into a folder of its own. It
 * shares what is installed where both need the same packages, and else installs its own.
 */
import { execFile, spawnSync } from 'node:child_process';
import { readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { hubEnvironment } from '../harness/hub-process.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

export interface VersionBefore {
  readonly version: string;
  readonly commit: string;
  /** Fields whose values are others since, on purpose, and why. */
  readonly changed: Readonly<Record<string, string>>;
  /** Published operations that ask for fields by names that are others since; each is expected to be refused. */
  readonly renamed: readonly string[];
  /** What is known not to work in it beside a later version, and why; each is expected to fail. */
  readonly cannot: Readonly<Partial<Record<'restart' | 'findNewTypes', string>>>;
}

const top = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

export async function readVersionBefore(): Promise<VersionBefore> {
  return JSON.parse(await readFile(path.join(import.meta.dirname, 'version-before.json'), 'utf8')) as VersionBefore;
}

/** Why it cannot be taken from here; null where it can. */
export function whyMissing({ version, commit }: VersionBefore): string | null {
  const { error, status } = spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: top, stdio: 'ignore' });
  if (error !== undefined) return 'git is not installed';
  if (status === 0) return null;
  return `this copy of the repository lacks ${commit.slice(0, 7)}, which is version ${version}: it is shallow, or no clone (git fetch --unshallow)`;
}

/** Its folder, which is removed at the end. */
export async function checkOut({ commit }: VersionBefore, atEnd: (remove: () => void) => void): Promise<string> {
  const folder = temporaryFolder('wezel-before-', atEnd);
  const archive = path.join(folder, 'version.tar');
  await run('git', ['archive', '--output', archive, commit], { cwd: top });
  await run('tar', ['-xf', archive, '-C', folder]);
  await rm(archive);
  const env = hubEnvironment({});
  if (await needsSamePackages(folder)) {
    await symlink(path.join(top, 'node_modules'), path.join(folder, 'node_modules'));
    await run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], { cwd: folder, env });
  } else {
    await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, env, maxBuffer: 1e8 });
  }
  return folder;
}

async function needsSamePackages(folder: string): Promise<boolean> {
  const [theirs, ours] = await Promise.all(
    [folder, top].map((at) => readFile(path.join(at, 'package-lock.json'), 'utf8')),
  );
  return packagesOf(theirs) === packagesOf(ours);
}

/** Of a lock file, without the version of the hub itself. */
function packagesOf(lock = '{}'): string {
  const { packages } = JSON.parse(lock) as { packages: Record<string, object> };
  return JSON.stringify({ ...packages, '': { ...packages[''], version: null } });
}
