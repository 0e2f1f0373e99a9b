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

/** The message of a request that was answered from the cache, of which a dashboard may send thousands a second. */
export const cachedLine = 'operation, from the cache';

export function openLog({ level, format }: LogSettings): Logger {
  const isTerminal = isatty(stderr);
  const isPretty = format === 'pretty' || (format === 'auto' && isTerminal);
  const destination = isPretty ? linesForPeople(isTerminal) : new LinesForPrograms(stderr);
  return pino({ level, serializers: { err: plainError } }, destination);
}

/** Cached answers may be gathered for so long, and so many bytes: a write for each would take as long as the answer. */
const gathered = { ms: 200, bytes: 8_192 };

/** Every line is written at once, with those that were gathered before it, but for lines of cached answers. */
export class LinesForPrograms implements DestinationStream {
  /** Has pino set `lastMsg` before each line. */
  readonly [pino.symbols.needsMetadataGsym] = true;
  lastMsg: string | undefined;
  readonly #destination: ReturnType<typeof pino.destination>;
  #timer: NodeJS.Timeout | undefined;

  constructor(dest: number | string) {
    this.#destination = pino.destination({ dest, sync: true, minLength: gathered.bytes });
    process.once('exit', () => this.#flush());
  }

  write(line: string): void {
    this.#destination.write(line);
    if (this.lastMsg !== cachedLine) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), gathered.ms).unref();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#destination.flushSync();
  }
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
