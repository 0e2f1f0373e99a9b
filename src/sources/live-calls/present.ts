/** Puts the presentation of a practice into a session of an event, as a release. */
import { dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { isObject, loadKnown } from '#practices';
import { inputFileOf } from '../import.ts';
import { practicesImporter } from '../practices/import.ts';
import type { Publication } from './publish.ts';

export interface Presentation {
  /** Slugs. */
  readonly event: string;
  readonly session: string;
  readonly practice: string;
}

const silence = { stage: (): void => undefined, done: (): void => undefined };

/** False where there is no such event, session or practice. What is there already is left as it is. */
export async function presentPractice(
  database: Database,
  { event, session, practice }: Presentation,
  { now, publicUrl }: Publication,
): Promise<boolean> {
  const sessions = await sessionsOf(database, event, practice);
  if (sessions === null || !sessions.some(({ slug }) => slug === session)) return false;
  const changed = sessions.map((one) => {
    const presentations = Array.isArray(one['presentations']) ? one['presentations'].filter(isObject) : [];
    const isThere = presentations.some((presentation) => presentation['practice'] === practice);
    if (one['slug'] !== session || isThere) return one;
    return { ...one, presentations: [...presentations, { practice }] };
  });
  const asOf = dayInPoland(now);
  const url = `${publicUrl}/events/${event}`;
  const source = { name: 'Wydarzenia w Węźle', publisher: 'Redakcja Węzła', url, licence: 'CC BY 4.0' };
  const text = JSON.stringify({ asOf, source, events: [{ slug: event, sessions: changed }] });
  const file = inputFileOf(`event-${event}.json`, new TextEncoder().encode(text));
  const report = await practicesImporter.run({ database, file, dryRun: false, today: asOf, progress: silence });
  if (report.rejectedRows.length > 0) throw new Error(`The event was rejected: ${report.rejectedRows[0]?.reason}`);
  return true;
}

async function sessionsOf(
  { pool }: Database,
  event: string,
  practice: string,
): Promise<Record<string, unknown>[] | null> {
  const client = await pool.connect();
  try {
    const known = await loadKnown(client, [
      { kind: 'EVENT', slug: event },
      { kind: 'PRACTICE', slug: practice },
    ]);
    const sessions = known.find(({ kind }) => kind === 'EVENT')?.content['sessions'];
    if (!known.some(({ kind }) => kind === 'PRACTICE') || !Array.isArray(sessions)) return null;
    return sessions.filter(isObject);
  } finally {
    client.release();
  }
}
