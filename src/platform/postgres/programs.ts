import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { parse } from 'node:path';

/** The user that PostgreSQL's programs run as, and what has to stand before their command line to get there. */
export interface Account {
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  /** Whom the files must belong to; undefined when they are this process's own anyway. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** What the programs need to find their libraries. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Outcome {
  /** null: it could not be started, or a signal ended it. */
  readonly exitCode: number | null;
  readonly output: string;
}

export async function run(account: Account, program: string, args: readonly string[]): Promise<Outcome> {
  let output = '';
  try {
    const child = launch(account, program, args, ['ignore', 'pipe', 'pipe']);
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    const [exitCode] = await once(child, 'close');
    return { exitCode, output };
  } catch (error) {
    return { exitCode: null, output: `${output}${(error as Error).message}` };
  }
}

/** In a session of its own, so that Ctrl-C in a terminal reaches the hub only and it can leave in order. */
export function launch(account: Account, program: string, args: readonly string[], stdio: StdioOptions): ChildProcess {
  const [command = program, ...rest] = [...account.prefix, program, ...args];
  return spawn(command, rest, {
    env: { ...cleanEnvironment(), ...account.environment },
    stdio,
    cwd: parse(process.execPath).root,
    detached: true,
    windowsHide: true,
    ...(account.uid === undefined ? {} : { uid: account.uid }),
    ...(account.gid === undefined ? {} : { gid: account.gid }),
  });
}

const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'ComSpec', 'TEMP', 'TMP'];

/** PGHOST, PGOPTIONS, LC_ALL … of the caller would change what PostgreSQL does; its secrets are none of the daemon's business. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const passed = PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(passed), LC_ALL: 'C', TZ: 'UTC' };
}
