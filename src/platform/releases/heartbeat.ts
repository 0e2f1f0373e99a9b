/** Reads over a connection again and again which release a server has; a frozen server does not close its connections. */
import type pg from 'pg';
import { releaseCheck } from '../database/release-check.ts';

const pauseMs = 500;
/** After something was announced, for so long, in shorter pauses. */
const hurry = { pauseMs: 25, forMs: 2_000 };
const timeoutMs = 650;
/** After one it may be this process itself that was busy, and the answer is there to be read. */
const maxTimeouts = 2;

export interface HeartbeatEvents {
  /** The number of the latest release, each time. */
  onRelease(release: number): void;
  onSilence(): void;
}

/** Until it is stopped, or the connection breaks, of which its owner hears otherwise. */
export class Heartbeat {
  readonly #client: pg.Client;
  readonly #events: HeartbeatEvents;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;
  /** Between two readings. */
  #isResting = false;
  #hurriesUntil = 0;

  constructor(client: pg.Client, events: HeartbeatEvents) {
    this.#client = client;
    this.#events = events;
    this.#rest();
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** Reads more often for a moment: a release is expected. */
  hurry(): void {
    this.#hurriesUntil = Date.now() + hurry.forMs;
    if (this.#isResting) this.#rest();
  }

  #rest(): void {
    this.#isResting = true;
    this.#wait(Date.now() < this.#hurriesUntil ? hurry.pauseMs : pauseMs, () => this.#beat());
  }

  #wait(ms: number, then: () => void): void {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = setTimeout(then, ms).unref();
  }

  #beat(): void {
    this.#isResting = false;
    this.#expire(maxTimeouts);
    this.#client.query<{ number: number }>(releaseCheck).then(
      ({ rows }) => this.#answered(rows[0]?.number),
      (error: object) => {
        // PostgreSQL itself answered with an error, so it is there.
        if ('severity' in error) this.#answered(undefined);
        else this.stop();
      },
    );
  }

  #answered(release: number | undefined): void {
    if (this.#isOver) return;
    this.#rest();
    if (release !== undefined) this.#events.onRelease(release);
  }

  #expire(left: number): void {
    this.#wait(timeoutMs, () => {
      if (left > 0) {
        this.#expire(left - 1);
        return;
      }
      this.stop();
      this.#events.onSilence();
    });
  }
}
