/** How many exports of one caller run at once: their number is bounded, not their size. */
import type { Caller } from '../callers.ts';
import { tooManyExports } from './problems.ts';

export class ExportSlots {
  readonly #running = new Map<string, number>();
  readonly #perCaller: number;

  constructor(perCaller: number) {
    this.#perCaller = perCaller;
  }

  get running(): number {
    return [...this.#running.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Returns what frees the place again. */
  take({ id }: Caller): () => void {
    const running = this.#running.get(id) ?? 0;
    if (running >= this.#perCaller) throw tooManyExports(this.#perCaller);
    this.#running.set(id, running + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const left = (this.#running.get(id) ?? 1) - 1;
      if (left === 0) this.#running.delete(id);
      else this.#running.set(id, left);
    };
  }
}
