/** What grows old in the heap of what work leaves behind, in a thread that does nothing else. */
import { once } from 'node:events';
import { getHeapSpaceStatistics } from 'node:v8';
import { parentPort, Worker } from 'node:worker_threads';

/** By how many bytes the old generation of the thread grows at most, which the file reports by `reportGrowth`. */
export async function growthOfOldGeneration(file: URL, workerData?: unknown): Promise<number> {
  const worker = new Worker(file, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 16 } });
  try {
    const [grown] = await once(worker, 'message');
    return grown as number;
  } finally {
    await worker.terminate();
  }
}

/** Works once, so that what is made once is there, and then 16 times at once; the work calls `look` now and then. */
export async function reportGrowth(work: (look: () => void) => Promise<void>): Promise<void> {
  await work(() => undefined);
  const before = oldGeneration();
  let largest = before;
  const look = (): void => {
    largest = Math.max(largest, oldGeneration());
  };
  await Promise.all(Array.from({ length: 16 }, () => work(look)));
  parentPort?.postMessage(largest - before);
}

function oldGeneration(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')?.space_used_size ?? 0;
}
