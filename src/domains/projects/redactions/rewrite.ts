/** Rewrites stored projects without the names that are to be removed; what has none is left alone. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { execute, jsonRows, query } from '#platform/database/index.ts';
import { polishSortKey } from '#platform/polish-order.ts';
import { comparable } from '../identity.ts';
import type { OriginalCell, ProjectList } from '../model.ts';
import { redactedText, withoutLiteral } from './names.ts';
import { noParty } from './nobody.ts';
import { contractRedactionKey, type Redactions } from './redactor.ts';
import type { PersonalColumns, SweepOptions } from './sweep-options.ts';

interface StoredProject {
  readonly id: string;
  readonly contractKey: string | null;
  readonly textKey: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly summary: string | null;
  readonly theme: string | null;
}

interface StoredRecord {
  readonly projectId: string;
  readonly list: ProjectList;
  readonly original: readonly OriginalCell[];
  readonly columns: readonly OriginalCell[] | null;
}

interface StoredParticipation {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly nip: string | null;
  readonly role: string;
  readonly fromList: boolean;
}

interface StoredPlace {
  readonly projectId: string;
  readonly ordinal: number;
  readonly text: string;
}

interface RewrittenRecord {
  readonly project_id: string;
  readonly list: ProjectList;
  readonly original: readonly OriginalCell[];
}

interface RewrittenPlace {
  readonly project_id: string;
  readonly ordinal: number;
  readonly text: string;
}

/** What is written anew, gathered over many projects. */
interface Rewritten {
  readonly projects: ReturnType<typeof written>[];
  readonly records: RewrittenRecord[];
  readonly places: RewrittenPlace[];
  readonly participations: string[];
}

export async function rewriteProjects(
  client: ClientBase,
  ids: readonly string[],
  redactions: Redactions,
  options: SweepOptions,
  removed: Set<string>,
): Promise<number> {
  const stored = await readProjects(client, ids);
  const rewritten: Rewritten = { projects: [], records: [], places: [], participations: [] };
  for (const project of stored.projects) {
    const parts = {
      records: stored.records.get(project.id) ?? [],
      places: stored.places.get(project.id) ?? [],
      participations: stored.participations.get(project.id) ?? [],
    };
    rewriteOne(project, parts, { redactions, personalColumns: options.personalColumns, removed, rewritten });
  }
  if (rewritten.projects.length > 0) await writeProjects(client, rewritten, options.release);
  return rewritten.projects.length;
}

async function readProjects(client: ClientBase, ids: readonly string[]) {
  const wanted = sql<string>`ANY(${ids}::text[])`;
  const projects = await execute(
    client,
    query
      .selectFrom('project')
      .select(['id', 'contract_key as contractKey', 'text_key as textKey', 'title', 'title_en as titleEn'])
      .select(['summary', 'theme'])
      .where('id', '=', wanted),
  );
  const records = await execute(
    client,
    query
      .selectFrom('project_record as r')
      .leftJoin('project_sheet as s', (join) =>
        join.onRef('s.source_id', '=', 'r.source_id').onRef('s.sheet', '=', 'r.sheet'),
      )
      .select(['r.project_id as projectId', 'r.list', 'r.original', 's.columns'])
      .where('r.project_id', '=', wanted)
      .$narrowType<Pick<StoredRecord, 'original' | 'columns'>>(),
  );
  const participations = await execute(
    client,
    query
      .selectFrom('participation')
      .select(['id', 'project_id as projectId', 'stated_name as name', 'stated_nip as nip', 'role'])
      .select('from_list as fromList')
      .where('project_id', '=', wanted)
      .where('stated_name', 'is not', null)
      .$narrowType<{ name: string }>(),
  );
  const places = await execute(
    client,
    query
      .selectFrom('project_place')
      .select(['project_id as projectId', 'ordinal', 'text'])
      .where('project_id', '=', wanted),
  );
  return {
    projects,
    records: Map.groupBy(records, ({ projectId }) => projectId),
    participations: Map.groupBy(participations, ({ projectId }) => projectId),
    places: Map.groupBy(places, ({ projectId }) => projectId),
  };
}

interface Parts {
  readonly records: readonly StoredRecord[];
  readonly places: readonly StoredPlace[];
  readonly participations: readonly StoredParticipation[];
}

interface Work extends Pick<SweepOptions, 'personalColumns'> {
  readonly redactions: Redactions;
  readonly removed: Set<string>;
  readonly rewritten: Rewritten;
}

function rewriteOne(project: StoredProject, parts: Parts, work: Work): void {
  const { redactions, rewritten, removed } = work;
  const { names } = redactions;
  const isListed = isListedProject(project, redactions);
  const hides = (name: string, ofList: boolean): boolean =>
    name !== redactedText && ((isListed && ofList) || names.holds(name));
  const hidden = parts.participations.filter(({ name, fromList }) => hides(name, fromList));
  const literals = new Set(hidden.map(({ name }) => name));
  for (const text of hidden.flatMap(({ name, nip }) => [name, nip])) if (text !== null) removed.add(text);
  const rows = parts.records.map((record) => {
    const columns = work.personalColumns(record.columns ?? []);
    const name = columns.name === null ? null : record.original[columns.name];
    const isHidden = typeof name === 'string' && hides(name, true);
    if (isHidden) literals.add(name.trim());
    return { record, columns: isHidden ? columns : null };
  });
  const clean = (text: string): string => names.strip([...literals].reduce(withoutLiteral, text));
  const before = rewritten.records.length + rewritten.places.length + rewritten.participations.length;
  rewritten.records.push(...rows.flatMap(({ record, columns }) => cleanRecord(record, columns, clean)));
  rewritten.places.push(...parts.places.flatMap((place) => cleanPlace(place, clean)));
  rewritten.participations.push(...hidden.map(({ id }) => id));
  const after = rewritten.records.length + rewritten.places.length + rewritten.participations.length;
  const texts = cleanTexts(project, clean);
  if (after === before && texts === null) return;
  const parties = parts.participations
    .filter(({ role }) => role === 'BENEFICIARY' || role === 'LEADER')
    .map((party) => (hidden.includes(party) ? redactedText : party.name));
  rewritten.projects.push(written(project, texts ?? project, parties));
}

function isListedProject({ contractKey, textKey }: StoredProject, { contracts, projects }: Redactions): boolean {
  return projects.has(textKey) || (contractKey !== null && contracts.has(contractRedactionKey(contractKey)));
}

type Texts = Pick<StoredProject, 'title' | 'titleEn' | 'summary' | 'theme'>;

/** Null when nothing is to be removed from them. */
function cleanTexts({ title, titleEn, summary, theme }: StoredProject, clean: (text: string) => string): Texts | null {
  const orNull = (text: string | null): string | null => (text === null ? null : clean(text));
  const texts = { title: clean(title), titleEn: orNull(titleEn), summary: orNull(summary), theme: orNull(theme) };
  const isSame =
    texts.title === title && texts.titleEn === titleEn && texts.summary === summary && texts.theme === theme;
  return isSame ? null : texts;
}

function written({ id, contractKey }: StoredProject, texts: Texts, parties: readonly string[]) {
  const { title, titleEn, summary, theme } = texts;
  return {
    id,
    title,
    title_en: titleEn,
    summary,
    theme,
    search_text: [comparable(title), contractKey ?? '', ...parties.map(comparable)].join(' ').toLowerCase(),
    title_sort: `\\x${polishSortKey(title).toString('hex')}`,
  };
}

function cleanPlace(place: StoredPlace, clean: (text: string) => string): RewrittenPlace[] {
  const text = clean(place.text);
  return text === place.text ? [] : [{ project_id: place.projectId, ordinal: place.ordinal, text }];
}

/** `personal`: the columns of a beneficiary that must not be named. */
function cleanRecord(
  { projectId, list, original }: StoredRecord,
  personal: PersonalColumns | null,
  clean: (text: string) => string,
): RewrittenRecord[] {
  const indexes = new Set(personal === null ? [] : [personal.name, ...personal.others]);
  const cleaned = original.map((cell, index) => {
    if (cell !== null && indexes.has(index)) return redactedText;
    return typeof cell === 'string' ? clean(cell) : cell;
  });
  return cleaned.some((cell, index) => cell !== original[index])
    ? [{ project_id: projectId, list, original: cleaned }]
    : [];
}

async function writeProjects(
  client: ClientBase,
  { projects, records, places, participations }: Rewritten,
  release: number,
): Promise<void> {
  await execute(
    client,
    query
      .updateTable('project as p')
      .from(jsonRows('project', projects, 'n'))
      .set(({ ref }) => ({
        title: ref('n.title'),
        title_en: ref('n.title_en'),
        summary: ref('n.summary'),
        theme: ref('n.theme'),
        search_text: ref('n.search_text'),
        title_sort: ref('n.title_sort'),
        changed_in: release,
      }))
      .whereRef('p.id', '=', 'n.id'),
  );
  await execute(
    client,
    query
      .updateTable('project_record as r')
      .from(jsonRows('project_record', records, 'n'))
      .set(({ ref }) => ({ original: ref('n.original'), changed_in: release }))
      .whereRef('r.project_id', '=', 'n.project_id')
      .whereRef('r.list', '=', 'n.list'),
  );
  await execute(
    client,
    query
      .updateTable('project_place as p')
      .from(jsonRows('project_place', places, 'n'))
      .set(({ ref }) => ({ text: ref('n.text') }))
      .whereRef('p.project_id', '=', 'n.project_id')
      .whereRef('p.ordinal', '=', 'n.ordinal'),
  );
  await execute(
    client,
    query
      .updateTable('participation')
      .set({ ...noParty, candidates: '[]', changed_in: release })
      .where('id', '=', sql<string>`ANY(${participations}::text[])`),
  );
}
