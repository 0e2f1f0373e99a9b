/** What waits for the database: it hears of an outage, and leaves nothing behind when it is answered. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { Outage } from '#platform/database/outage.ts';

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
    const outage = new Outage();
    // 16 at once, each with its own 20 kB: together 600 MB, none of which lives long enough to grow old.
    const work = async (): Promise<object[]> => {
      const rows = Array.from({ length: 400 }, (_, index) => ({ index, name: `row ${index}` }));
      await nextTurn();
      return rows;
    };
    let largest = 0;
    const caller = async (): Promise<void> => {
      for (let turn = 0; turn < 1_500; turn += 1) {
        await outage.during(work);
        if (turn % 50 === 0) largest = Math.max(largest, oldGeneration());
      }
    };
    await caller();
    const before = oldGeneration();
    largest = 0;
    await Promise.all(Array.from({ length: 16 }, caller));
    expect(largest - before).toBeLessThan(10_000_000);
  });
});

function oldGeneration(): number {
  const spaces = getHeapSpaceStatistics();
  return spaces.find(({ space_name: name }) => name === 'old_space')?.space_used_size ?? 0;
}
