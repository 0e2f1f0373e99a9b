/** Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) to one listener. */
import { Readable } from 'node:stream';

export const eventStreamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Proxies that gather a response before they send it would hold an event back for hours.
  'x-accel-buffering': 'no',
} as const;

/** Below the time after which proxies, and the server itself, end a silent connection. */
const pingMs = 25_000;
/** One that reads this much behind has lost its connection, or wants no events. */
const maxBehindBytes = 1024 * 1024;

export interface ServerEvent {
  readonly id?: number;
  readonly event: string;
  readonly data: string;
}

export function eventText({ id, event, data }: ServerEvent): string {
  const lines = data.split('\n').map((line) => `data: ${line}\n`);
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\n${lines.join('')}\n`;
}

/** One timer for all streams that are open. */
const open = new Set<EventStream>();
let pings: NodeJS.Timeout | undefined;

export class EventStream extends Readable {
  readonly #onClose: () => void;

  constructor(first: string, onClose: () => void) {
    super({ highWaterMark: 1_024 });
    this.#onClose = onClose;
    open.add(this);
    pings ??= setInterval(() => {
      for (const stream of open) stream.send(':\n\n');
    }, pingMs).unref();
    this.send(first);
  }

  send(text: string): void {
    if (this.destroyed || this.readableEnded) return;
    if (this.readableLength > maxBehindBytes) this.destroy();
    else this.push(text);
  }

  end(): void {
    if (!this.destroyed) this.push(null);
  }

  override _read(): void {
    // Events come when they come.
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    open.delete(this);
    if (open.size === 0) {
      clearInterval(pings);
      pings = undefined;
    }
    this.#onClose();
    done(error);
  }
}
