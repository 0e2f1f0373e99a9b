/** A live call as a public one: its announcement and its results are releases. Applications stay private. */
import { labelOf } from '#graphql/labels.ts';
import { type Decided, type LiveCall, placed, type Submission } from '#live-calls';
import { dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { formats } from '#platform/locale.ts';
import { loadKnown } from '#practices';
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
  return publishEntry(database, { ...resultsOf(call, actual, publication), admitted }, publication);
}

/** Whose submissions were accepted, and of their practices the approved text; nothing of those that were declined. */
export async function publishReviewed(
  database: Database,
  call: LiveCall,
  decided: readonly Decided[],
  publication: Publication,
): Promise<number | null> {
  const accepted = decided.filter(({ decision }) => decision.outcome === 'ACCEPTED');
  const admitted = accepted.map(({ submission }) => ({ role: 'ADMITTED', office: { id: submission.officeId } }));
  const approved = accepted.flatMap(({ submission, decision }) =>
    decision.approved === null ? [] : [{ officeId: submission.officeId, practice: decision.approved }],
  );
  const known = await submissionsOfPractices(
    database,
    approved.map(({ practice }) => practice.slug),
  );
  const practices = approved.map(({ officeId, practice }) => ({
    offices: [{ role: 'OWNER', office: { id: officeId } }],
    ...practice,
    submissions: [
      ...(known.get(practice.slug) ?? []).filter((one) => one['call'] !== call.slug),
      { call: call.slug, outcome: 'SELECTED' },
    ],
  }));
  const entry = { ...resultsOf(call, accepted.length, publication), admitted };
  return publishEntry(database, entry, publication, practices);
}

/** Those to other calls stay. */
async function submissionsOfPractices(
  { pool }: Database,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>> {
  const client = await pool.connect();
  try {
    const known = await loadKnown(
      client,
      slugs.map((slug) => ({ kind: 'PRACTICE', slug })),
    );
    return new Map(known.map(({ slug, content }) => [slug, (content['submissions'] ?? []) as never]));
  } finally {
    client.release();
  }
}

function resultsOf(call: LiveCall, actual: number, publication: Publication): Readonly<Record<string, unknown>> {
  return {
    ...announcementOf(call, publication),
    capacity: [{ of: countedBy(call), planned: call.capacity, actual }],
    // Whoever publishes again, on a later day, publishes the same.
    resultsOn: dayInPoland(call.resultsBegunAt ?? publication.now),
  };
}

const countedBy = ({ kind }: LiveCall): string => (kind === 'PRACTICES' ? 'PRACTICES' : 'OFFICES');

function announcementOf(call: LiveCall, { publicUrl }: Publication): Readonly<Record<string, unknown>> {
  const { slug, titlePl, titleEn, kind, admission, capacity, tiers, opensAt, closesAt, resultsDueOn } = call;
  const channels = call.channels.map(({ tier, email, url }) => ({
    ...(tier === null ? {} : { tier }),
    ...(email === null ? {} : { email }),
    ...(url === null ? {} : { url }),
  }));
  const lists = {
    themes: call.themes.map((title) => ({ title })),
    eligibility: conditionsOf(call),
    preferences: preferencesOf(call),
    steps: call.steps,
    documents: call.documents.map(({ pl, en, url }) => ({ title: { pl, en }, url })),
  };
  return {
    slug,
    title: { pl: titlePl, en: titleEn },
    kind,
    admission,
    tiers,
    opensOn: dayInPoland(opensAt),
    closesOn: dayInPoland(closesAt),
    ...(resultsDueOn === null ? {} : { resultsOn: resultsDueOn }),
    channels: [{ url: `${publicUrl}/account/calls/${slug}` }, ...channels],
    capacity: [{ of: countedBy(call), planned: capacity }],
    ...Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0)),
  };
}

/** What keeps an office out, as people read it. */
function conditionsOf({ unitKinds, populationFrom: from, populationTo: to, populationRule }: LiveCall): object[] {
  const kinds = (language: 'pl' | 'en') => unitKinds.map((kind) => labelOf('TerritorialKind', kind, language));
  const numbers = (language: 'pl' | 'en') => [from, to].map((count) => formats[language].number(count ?? 0)).join('–');
  return [
    ...(unitKinds.length === 0
      ? []
      : [{ pl: `Rodzaj jednostki: ${kinds('pl').join(', ')}`, en: `Kind of unit: ${kinds('en').join(', ')}` }]),
    ...(populationRule === 'CONDITION'
      ? [{ pl: `Liczba mieszkańców: ${numbers('pl')}`, en: `Population: ${numbers('en')}` }]
      : []),
  ];
}

function preferencesOf({ populationFrom, populationTo, populationRule }: LiveCall): object[] {
  if (populationRule !== 'PREFERENCE' || populationFrom === null || populationTo === null) return [];
  return [{ text: { pl: 'Liczba mieszkańców', en: 'Population' }, populationFrom, populationTo }];
}

async function publishEntry(
  database: Database,
  entry: Readonly<Record<string, unknown>>,
  { now, publicUrl }: Publication,
  practices: readonly object[] = [],
): Promise<number | null> {
  const asOf = dayInPoland(now);
  const url = `${publicUrl}/calls/${String(entry['slug'])}`;
  const source = { name: 'Nabory w Węźle', publisher: 'Redakcja Węzła', url, licence: 'CC BY 4.0' };
  const text = JSON.stringify({ asOf, source, practices, calls: [entry] });
  const file = inputFileOf(`call-${String(entry['slug'])}.json`, new TextEncoder().encode(text));
  const job = { database, file, dryRun: false, isWhole: true, today: asOf, progress: silence };
  return (await practicesImporter.run(job)).release;
}
