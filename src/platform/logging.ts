/** The log, on stderr, for stdout is for what a command answers: lines for people on a terminal, else JSON lines. */
import { isatty } from 'node:tty';
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
import pretty from 'pino-pretty';

export interface LogSettings {
  readonly level: string;
  /** `auto`: `pretty` where stderr is a terminal. */
  readonly format: 'auto' | 'json' | 'pretty';
}

/** Its number, since a worker thread's own `process.stderr` is a pipe to the main thread. */
const stderr = 2;

export function openLog({ level, format }: LogSettings): Logger {
  const isTerminal = isatty(stderr);
  const isPretty = format === 'pretty' || (format === 'auto' && isTerminal);
  const destination = isPretty ? linesForPeople(isTerminal) : pino.destination({ dest: stderr, sync: true });
  return pino({ level, serializers: { err: plainError } }, destination);
}

function linesForPeople(isTerminal: boolean): DestinationStream {
  return pretty({
    destination: stderr,
    sync: true,
    ...(isTerminal ? {} : { colorize: false }),
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
    singleLine: true,
  });
}

/** An error of a pooled connection has the whole connection on it, with the key that cancels its statements. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, code } = stdSerializers.err(error) as ReturnType<typeof stdSerializers.err> & {
    code?: unknown;
  };
  return { type, message, stack, ...(code === undefined ? {} : { code }) };
}
