/** 16 at once, each with its own 20 kB: together 600 MB, none of which lives long enough to grow old. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Outage } from '#platform/database/outage.ts';
import { reportGrowth } from '../../harness/heap.ts';

const outage = new Outage();

async function rows(): Promise<object[]> {
  const made = Array.from({ length: 400 }, (_, index) => ({ index, name: `row ${index}` }));
  await nextTurn();
  return made;
}

await reportGrowth(async (look) => {
  for (let turn = 0; turn < 1_500; turn += 1) {
    await outage.during(rows);
    if (turn % 50 === 0) look();
  }
});
