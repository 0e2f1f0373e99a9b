/** The log: JSON lines on stderr, for stdout is for what a command answers. */
import { type Logger, pino, stdSerializers } from 'pino';

export function openLog(level: string): Logger {
  return pino({ level, serializers: { err: plainError } }, pino.destination({ dest: 2, sync: true }));
}

/** An error of a pooled connection has the whole connection on it, with the key that cancels its statements. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, code } = stdSerializers.err(error) as ReturnType<typeof stdSerializers.err> & {
    code?: unknown;
  };
  return { type, message, stack, ...(code === undefined ? {} : { code }) };
}
