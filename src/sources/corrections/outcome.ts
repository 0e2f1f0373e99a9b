import type { ChangeOutcome } from '#platform/releases/publish.ts';

/** Rolls a release back that cannot be made. */
export class NotPossible extends Error {
  /** False where the work threw it. */
  static async isFalse(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof NotPossible) return false;
      throw error;
    }
  }
}

/** What a release of editors counts: one record, which is changed. */
export function changedOne(release: number): ChangeOutcome<number> {
  const none = { created: 0, closed: 0, duplicates: 0, rejected: 0, unchanged: 0 };
  const counts = { ...none, records: 1, changed: 1 };
  return { counts, rejectedRows: [], changed: true, stored: true, result: release };
}
