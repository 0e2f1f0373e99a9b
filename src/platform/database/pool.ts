/** The pool of connections, and how long callers waited for one because all of them were taken. */
import pg from 'pg';
import { inThisWork } from './statement-spans.ts';

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

export class HubPool extends pg.Pool {
  #waits = 0;
  #waitedMs = 0;

  get waits(): { readonly count: number; readonly seconds: number } {
    return { count: this.#waits, seconds: this.#waitedMs / 1_000 };
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(given?: Callback): unknown {
    const callback = given === undefined ? undefined : inThisWork(given);
    // Those before it take what is idle, or is yet to be opened.
    if (this.waitingCount < this.idleCount + this.options.max - this.totalCount) {
      return callback === undefined ? super.connect() : super.connect(callback);
    }
    const start = performance.now();
    const note = (): void => {
      this.#waits += 1;
      this.#waitedMs += performance.now() - start;
    };
    if (callback === undefined) return super.connect().finally(note);
    return super.connect((...answered) => {
      note();
      callback(...answered);
    });
  }
}
