import { OperatorError } from '#platform/errors.ts';

const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type StopSignal = keyof typeof exitCodes;

/** npm forwards a signal to its child, which has it already when terminal or process manager signals the whole group. */
const duplicateWithinMs = 5_000;

/**
 * Raised by the first SIGHUP (the terminal was closed), SIGINT or SIGTERM. The copy that npm forwards is ignored; any
 * further signal ends the process at once.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  let stoppedAt = 0;
  let duplicates = 0;
  for (const name of Object.keys(exitCodes) as StopSignal[]) {
    process.on(name, () => {
      if (!controller.signal.aborted) {
        stoppedAt = performance.now();
        controller.abort(new StoppedError(name));
      } else if (duplicates++ > 0 || performance.now() - stoppedAt > duplicateWithinMs) process.exit(exitCodes[name]);
    });
  }
  // Nobody reads the output of a closed terminal; writing to it must not end the process before the database is stopped.
  process.once('SIGHUP', () => {
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  });
  return controller.signal;
}

/** The operator stopped the command. */
export class StoppedError extends OperatorError {
  readonly exitCode: number;

  constructor(name: StopSignal) {
    super('STOPPED', `Stopped by ${name}; nothing was half-done.`, '');
    this.exitCode = exitCodes[name];
  }
}
