/** The program of UPLOAD_SCAN judges each file before anybody can get it: status 0, it is clean; 1, it is not. */
import { execFile } from 'node:child_process';
import type { Logger } from 'pino';

export type ScanOutcome = 'CLEAN' | 'REFUSED' | 'UNKNOWN';

const timeoutMs = 15_000;

/** Without a shell. A program that fails, or takes too long, has not judged the file. */
export function scanFile(
  [program = '', ...parameters]: readonly string[],
  path: string,
  log: Logger,
): Promise<ScanOutcome> {
  return new Promise((resolve) => {
    const options = { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 1024 * 1024 } as const;
    execFile(program, [...parameters, path], options, (error) => {
      if (error === null) return resolve('CLEAN');
      if (error.code === 1 && error.killed !== true) return resolve('REFUSED');
      log.error({ reason: error.message.slice(0, 300) }, 'a file could not be scanned (UPLOAD_SCAN)');
      resolve('UNKNOWN');
    });
  });
}
