import { OperatorError } from '#platform/errors.ts';

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
type StopSignal = keyof typeof exitCodes;

/** Raised by the first SIGINT or SIGTERM; a second one ends the process at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of Object.keys(exitCodes) as StopSignal[]) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(exitCodes[name]);
      controller.abort(new StoppedError(name));
    });
  }
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
