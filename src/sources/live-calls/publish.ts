/** A live call as a public one: its announcement and its results are releases. Applications stay private. */
import { type LiveCall, placed, type Submission } from '#live-calls';
import { dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { inputFileOf } from '../import.ts';
import { practicesImporter } from '../practices/import.ts';

export interface Publication {
  readonly now: Date;
  /** Of the hub. */
  readonly publicUrl: string;
}

const silence = { stage: (): void => undefined, done: (): void => undefined };

/** Returns the release; null when nothing public changed. */
export async function publishCall(
  database: Database,
  call: LiveCall,
  publication: Publication,
): Promise<number | null> {
  return publishEntry(database, announcementOf(call, publication), publication);
}

/** Who is admitted and who is in reserve, in their order, with the numbers that were planned and that came of it. */
export async function publishResults(
  database: Database,
  call: LiveCall,
  submissions: readonly Submission[],
  publication: Publication,
): Promise<number | null> {
  const inOrder = placed(call, submissions);
  const admitted = inOrder.map(({ officeId, isAdmitted }) => ({
    role: isAdmitted ? 'ADMITTED' : 'RESERVE',
    office: { id: officeId },
  }));
  const actual = inOrder.filter(({ isAdmitted }) => isAdmitted).length;
  const entry = {
    ...announcementOf(call, publication),
    admitted,
    capacity: [{ of: 'OFFICES', planned: call.capacity, actual }],
    resultsOn: dayInPoland(publication.now),
  };
  return publishEntry(database, entry, publication);
}

function announcementOf(call: LiveCall, { publicUrl }: Publication): Readonly<Record<string, unknown>> {
  const { slug, titlePl, titleEn, kind, admission, capacity, tiers, opensAt, closesAt } = call;
  const { populationFrom, populationTo, populationRule } = call;
  const population =
    populationRule === null || populationFrom === null || populationTo === null
      ? []
      : [
          {
            text: { pl: 'Liczba mieszkańców', en: 'Population' },
            populationFrom,
            populationTo,
          },
        ];
  return {
    slug,
    title: { pl: titlePl, en: titleEn },
    kind,
    admission,
    tiers,
    opensOn: dayInPoland(opensAt),
    closesOn: dayInPoland(closesAt),
    channels: [{ url: `${publicUrl}/account/calls/${slug}` }],
    capacity: [{ of: 'OFFICES', planned: capacity }],
    ...(population.length === 0 ? {} : { preferences: population }),
  };
}

async function publishEntry(
  database: Database,
  entry: Readonly<Record<string, unknown>>,
  { now, publicUrl }: Publication,
): Promise<number | null> {
  const asOf = dayInPoland(now);
  const url = `${publicUrl}/calls/${String(entry['slug'])}`;
  const source = { name: 'Nabory w Węźle', publisher: 'Redakcja Węzła', url, licence: 'CC BY 4.0' };
  const text = JSON.stringify({ asOf, source, calls: [entry] });
  const file = inputFileOf(`call-${String(entry['slug'])}.json`, new TextEncoder().encode(text));
  const report = await practicesImporter.run({ database, file, dryRun: false, today: asOf, progress: silence });
  if (report.rejectedRows.length > 0) throw new Error(`The call was rejected: ${report.rejectedRows[0]?.reason}`);
  return report.release;
}
