/** Rewrites stored projects without the names that are to be removed; what has none is left alone. */
import type { ClientBase } from 'pg';
import { polishSortKey } from '#platform/polish-order.ts';
import { comparable } from '../identity.ts';
import type { OriginalCell } from '../model.ts';
import { redactedOrganisation } from '../parties/resolve.ts';
import { redactedText, withoutLiteral } from './names.ts';
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
  readonly list: string;
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

/** What is written anew, gathered over many projects. */
interface Rewritten {
  readonly projects: object[];
  readonly records: object[];
  readonly places: object[];
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
  const projects = await client.query<StoredProject>(
    `SELECT id, contract_key AS "contractKey", text_key AS "textKey", title, title_en AS "titleEn", summary, theme
     FROM project WHERE id = ANY($1)`,
    [ids],
  );
  const records = await client.query<StoredRecord>(
    `SELECT r.project_id AS "projectId", r.list, r.original, s.columns
     FROM project_record r LEFT JOIN project_sheet s ON s.source_id = r.source_id AND s.sheet = r.sheet
     WHERE r.project_id = ANY($1)`,
    [ids],
  );
  const participations = await client.query<StoredParticipation>(
    `SELECT id, project_id AS "projectId", stated_name AS name, stated_nip AS nip, role, from_list AS "fromList"
     FROM participation WHERE project_id = ANY($1) AND stated_name IS NOT NULL`,
    [ids],
  );
  const places = await client.query<StoredPlace>(
    'SELECT project_id AS "projectId", ordinal, text FROM project_place WHERE project_id = ANY($1)',
    [ids],
  );
  return {
    projects: projects.rows,
    records: Map.groupBy(records.rows, ({ projectId }) => projectId),
    participations: Map.groupBy(participations.rows, ({ projectId }) => projectId),
    places: Map.groupBy(places.rows, ({ projectId }) => projectId),
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

function written({ id, contractKey }: StoredProject, texts: Texts, parties: readonly string[]): object {
  const { title, titleEn, summary, theme } = texts;
  const searched = [comparable(title), contractKey ?? '', ...parties.map(comparable)].join(' ').toLowerCase();
  return { id, title, titleEn, summary, theme, searched, sort: polishSortKey(title).toString('hex') };
}

function cleanPlace(place: StoredPlace, clean: (text: string) => string): StoredPlace[] {
  const text = clean(place.text);
  return text === place.text ? [] : [{ ...place, text }];
}

/** `personal`: the columns of a beneficiary that must not be named. */
function cleanRecord(
  { projectId, list, original }: StoredRecord,
  personal: PersonalColumns | null,
  clean: (text: string) => string,
): object[] {
  const indexes = new Set(personal === null ? [] : [personal.name, ...personal.others]);
  const cleaned = original.map((cell, index) => {
    if (cell !== null && indexes.has(index)) return redactedText;
    return typeof cell === 'string' ? clean(cell) : cell;
  });
  return cleaned.some((cell, index) => cell !== original[index]) ? [{ projectId, list, original: cleaned }] : [];
}

async function writeProjects(client: ClientBase, rewritten: Rewritten, release: number): Promise<void> {
  await client.query(
    `UPDATE project p SET title = n.title, title_en = n."titleEn", summary = n.summary, theme = n.theme,
       search_text = n.searched, title_sort = decode(n.sort, 'hex'), changed_in = $2
     FROM jsonb_to_recordset($1::jsonb) AS n(id text, title text, "titleEn" text, summary text, theme text,
       searched text, sort text) WHERE p.id = n.id`,
    [JSON.stringify(rewritten.projects), release],
  );
  await client.query(
    `UPDATE project_record r SET original = n.original, changed_in = $2
     FROM jsonb_to_recordset($1::jsonb) AS n("projectId" text, list project_list, original jsonb)
     WHERE r.project_id = n."projectId" AND r.list = n.list`,
    [JSON.stringify(rewritten.records), release],
  );
  await client.query(
    `UPDATE project_place p SET text = n.text FROM jsonb_to_recordset($1::jsonb) AS n("projectId" text, ordinal int,
       text text) WHERE p.project_id = n."projectId" AND p.ordinal = n.ordinal`,
    [JSON.stringify(rewritten.places)],
  );
  await client.query(
    `UPDATE participation SET organisation_id = $2, office_id = NULL, stated_name = $3, stated_key = $4,
       stated_nip = NULL, nip_valid = NULL, method = NULL, confidence = NULL, candidates = '[]', changed_in = $5
     WHERE id = ANY($1)`,
    [rewritten.participations, redactedOrganisation.id, redactedText, comparable(redactedText), release],
  );
}
