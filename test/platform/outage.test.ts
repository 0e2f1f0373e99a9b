/** What waits for the database: it hears of an outage, and leaves nothing behind when it is answered. */
import { describe, expect, it } from 'vitest';
import { Outage } from '#platform/database/outage.ts';
import { growthOfOldGeneration } from '../harness/heap.ts';

describe('an outage of the database', () => {
  it('ends the waiting of everyone who waits, and of nobody who has been answered', async () => {
    const outage = new Outage();
    const answers = [
      Promise.resolve('first'),
      new Promise<string>(() => undefined),
      new Promise<string>(() => undefined),
    ];
    const [first, ...others] = answers.map((answer) => outage.during(() => answer));
    expect(await first).toBe('first');
    outage.begin();
    for (const other of others) await expect(other).rejects.toThrow('The database does not answer');
    outage.end();
    expect(await outage.during(async () => 'later')).toBe('later');
  });

  it('keeps nothing of what was answered in the old generation of the heap', async () => {
    const grown = await growthOfOldGeneration(new URL('threads/outage.ts', import.meta.url));
    expect(grown).toBeLessThan(10_000_000);
  });
});
