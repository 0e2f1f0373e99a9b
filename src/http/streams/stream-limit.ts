/** How many streams one caller may have open at a time. */
import type { Caller } from '../callers.ts';
import { HttpProblem } from '../problem.ts';

export class StreamLimit {
  readonly #max: number;
  readonly #open = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** Refuses one too many; the function that is returned gives the place back, once. */
  take({ id }: Caller): () => void {
    const open = this.#open.get(id) ?? 0;
    if (open >= this.#max) throw tooManyStreams(this.#max);
    this.#open.set(id, open + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.#open.get(id) ?? 1) - 1;
      if (left === 0) this.#open.delete(id);
      else this.#open.set(id, left);
    };
  }
}

function tooManyStreams(max: number): HttpProblem {
  return new HttpProblem(
    429,
    'TOO_MANY_STREAMS',
    `${max} streams of this caller are open.`,
    'Close one, or share it.',
    {
      headers: { 'retry-after': '60' },
      members: { limit: max },
      polish: `Otwartych jest już ${max} strumieni z tego adresu lub klucza. Zamknij jeden albo dziel go między odbiorców.`,
    },
  );
}
