/** Takes entries into the hub: what a file states is laid over what is known, checked as a whole, and written if it differs. */
import type { ClientBase } from 'pg';
import { fingerprintOf, isText, polishOf } from './content.ts';
import { brokenReferences, keyOf, type Problem, referencesIn, unknownTopics } from './references.ts';
import { problemsOf } from './rules.ts';
import { statedLanguages } from './stated-languages.ts';
import { editorialDay, laidOver, type Overruled, overruledBy, type Statement, withdrawalDay } from './statement.ts';
import { existingEntries, followProjects, joinEvidence, loadProjectIds, loadTopicSlugs } from './store/links.ts';
import { type EntryKey, type KnownEntry, loadKnown } from './store/read.ts';
import { writeEntries, writeStatedOn } from './store/write.ts';

export interface Refusal {
  readonly statement: Statement;
  readonly problems: readonly Problem[];
}

/** What a file changes, before anything is written. */
export interface MergePlan {
  readonly created: readonly KnownEntry[];
  readonly changed: readonly KnownEntry[];
  /** What the file repeats; `confirmed` are those of them that an older file stated before. */
  readonly unchanged: number;
  readonly confirmed: readonly KnownEntry[];
  readonly refused: readonly Refusal[];
  /** What the file states of properties that editors correct, which stay as they are. */
  readonly overruled: readonly Overruled[];
}

interface Merged {
  readonly statement: Statement;
  readonly before: KnownEntry | undefined;
  readonly after: KnownEntry;
}

export interface FileOfEntries {
  /** Of different entries. */
  readonly statements: readonly Statement[];
  /** All entries of the file, those included that were rejected before. */
  readonly named: readonly EntryKey[];
  /** The day whose state the file states. */
  readonly day: string;
  readonly authority?: Authority;
}

/** Editors stand above all files; what they withdraw is as files have it again. */
export type Authority = 'FILE' | 'EDITORS' | 'WITHDRAWAL';

function dayOf({ authority = 'FILE', day }: FileOfEntries): string {
  return { FILE: day, EDITORS: editorialDay(day), WITHDRAWAL: withdrawalDay }[authority];
}

export async function planMerge(client: ClientBase, file: FileOfEntries): Promise<MergePlan> {
  const entries = await loadKnown(client, file.statements);
  const known = new Map(entries.map((entry) => [keyOf(entry.kind, entry.slug), entry]));
  const languages = await statedLanguages(client, entries);
  const day = dayOf(file);
  const merged = file.statements.map((statement): Merged => {
    const before = known.get(keyOf(statement.kind, statement.slug));
    const stated = before === undefined ? undefined : languages.get(before);
    return { statement, before, after: laidOver(before, statement, day, stated) };
  });
  const topics = await loadTopicSlugs(client);
  const targets = merged.flatMap(({ after }) => referencesIn(after.content));
  const existing = (await existingEntries(client, targets)).map(({ kind, slug }) => keyOf(kind, slug));
  const named = file.named.map(({ kind, slug }) => keyOf(kind, slug));
  const { sound, refused } = check(merged, { topics, existing: new Set(existing), named: new Set(named) });
  const created = sound.filter(({ before }) => before === undefined);
  const changed = sound.filter(({ before, after }) => before !== undefined && !isSame(before.content, after.content));
  const same = sound.filter(({ before, after }) => before !== undefined && isSame(before.content, after.content));
  const confirmed = same.filter(({ before, after }) => !isSame(before?.statedOn, after.statedOn));
  return {
    created: created.map(({ after }) => after),
    changed: changed.map(({ after }) => after),
    unchanged: same.length,
    confirmed: confirmed.map(({ after }) => after),
    refused,
    overruled:
      (file.authority ?? 'FILE') === 'FILE'
        ? merged.flatMap(({ statement, before }) => overruledBy(before, statement))
        : [],
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return fingerprintOf(a) === fingerprintOf(b);
}

interface Surroundings {
  readonly topics: readonly string[];
  readonly existing: ReadonlySet<string>;
  readonly named: ReadonlySet<string>;
}

/** An entry that is refused may be what another leads to, so the rest is checked again until nothing more falls. */
function check(
  merged: readonly Merged[],
  { topics, existing, named }: Surroundings,
): { sound: Merged[]; refused: Refusal[] } {
  const refused: Refusal[] = [];
  const accept = ({ statement }: Merged, problems: readonly Problem[]): boolean => {
    if (problems.length === 0) return true;
    refused.push({ statement, problems });
    return false;
  };
  let sound = merged.filter((entry) => {
    const { kind, content } = entry.after;
    return accept(entry, [...problemsOf(kind, content), ...unknownTopics(content, topics)]);
  });
  for (;;) {
    const here = new Set(sound.map(({ after }) => keyOf(after.kind, after.slug)));
    const known = {
      has: (key: string) => here.has(key) || existing.has(key),
      isRejected: (key: string) => named.has(key),
    };
    const left = sound.filter((entry) => accept(entry, brokenReferences(entry.after.content, known)));
    if (left.length === sound.length) return { sound, refused };
    sound = left;
  }
}

export interface Edition {
  readonly sourceId: string;
  readonly release: number;
  /** The projects that documented ones of the plan were made into, by their slugs. */
  readonly projectIds: ReadonlyMap<string, string>;
}

/** Writes a plan in the transaction of its release. */
export async function writePlan(client: ClientBase, plan: MergePlan, edition: Edition): Promise<void> {
  const written = [...plan.created, ...plan.changed];
  if (written.length > 0) {
    const named = written
      .flatMap(({ content }) => referencesIn(content))
      .flatMap(({ kind, slug }) => (kind === 'PROJECT' ? [slug] : []));
    const projectIds = new Map([...(await loadProjectIds(client, named)), ...edition.projectIds]);
    await writeEntries(client, written, { ...edition, projectIds });
    await followProjects(client, [...edition.projectIds.keys()]);
    await joinEvidence(client);
  }
  if (plan.confirmed.length > 0) await writeStatedOn(client, plan.confirmed);
}

/** How a report names an entry. */
export function nameOf({ kind, slug, content }: KnownEntry): string {
  const title = content['title'];
  return `${kind} ${slug}${isText(title) ? ` ${polishOf(title)}` : ''}`;
}
