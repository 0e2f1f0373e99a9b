/**
 * Statements that look at a whole table take turns. Without that twenty of them in one operation hold every connection
 * of the pool, and whoever asks for something small waits behind them.
 */
import type { Database } from './index.ts';

/** Who asks: one operation. */
export interface Asker {
  readonly database: Database;
  /** Raised when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
}

interface Turn {
  readonly asker: Asker;
  begin(): void;
}

/** At once, of one operation; together at most a quarter of the pool. */
const mostOfOne = 2;

class Turns {
  readonly #most: number;
  readonly #running = new Map<Asker, number>();
  readonly #waiting: Turn[] = [];
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async take<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
    await this.#turn(asker);
    try {
      asker.signal?.throwIfAborted();
      return await work();
    } finally {
      this.#end(asker);
    }
  }

  #turn(asker: Asker): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ asker, begin: resolve });
      this.#next();
    });
  }

  /** Whoever waits longest and has not two already, so that one operation with many cannot keep the others out. */
  #next(): void {
    if (this.#count >= this.#most) return;
    const index = this.#waiting.findIndex(({ asker }) => (this.#running.get(asker) ?? 0) < mostOfOne);
    const [turn] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (turn === undefined) return;
    this.#count += 1;
    this.#running.set(turn.asker, (this.#running.get(turn.asker) ?? 0) + 1);
    turn.begin();
  }

  #end(asker: Asker): void {
    const left = (this.#running.get(asker) ?? 1) - 1;
    if (left === 0) this.#running.delete(asker);
    else this.#running.set(asker, left);
    this.#count -= 1;
    this.#next();
  }
}

const turnsOf = new WeakMap<Database, Turns>();

export function inTurn<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
  const { database } = asker;
  const turns = turnsOf.get(database) ?? new Turns(Math.max(1, Math.floor(database.pool.options.max / 4)));
  turnsOf.set(database, turns);
  return turns.take(asker, work);
}
