/** Takes names out of the states that the journal kept, so that no earlier release names whom no answer may name. */
import type { ClientBase } from 'pg';
import { polishSortKey } from '#platform/polish-order.ts';
import { comparable } from '../identity.ts';
import type { OriginalCell } from '../model.ts';
import { redactedOrganisation } from '../parties/resolve.ts';
import { redactedText, withoutLiteral } from './names.ts';
import { contractRedactionKey, type Redactions } from './redactor.ts';
import type { PersonalColumns, SweepOptions } from './sweep-options.ts';

type State = Readonly<Record<string, unknown>>;

interface Entry {
  readonly release: number;
  readonly table: string;
  readonly key: string;
  readonly before: State;
  /** Of an organisation: whether it went with the last name that it had. */
  readonly isErased: boolean;
  /** Of a record: the headings of its sheet. */
  readonly headings: readonly OriginalCell[] | null;
}

interface Sweep extends Pick<SweepOptions, 'personalColumns'> {
  readonly redactions: Redactions;
  /** Names and numbers of those who are redacted, as they were written. */
  readonly removed: Set<string>;
  /** Projects under contracts that are listed. */
  readonly listed: ReadonlySet<string>;
  /** Organisations that went with the last name that they had. */
  readonly erased: Set<string>;
}

/** Where lists leave names, see rewrite.ts. */
const tables = ['project', 'project_record', 'project_place', 'participation', 'organisation', 'problem'];
const pageSize = 1_000;

export async function sweepJournal(
  client: ClientBase,
  redactions: Redactions,
  removed: Set<string>,
  options: SweepOptions,
): Promise<number> {
  const listed = await listedProjects(client, redactions);
  const sweep = { ...options, redactions, removed, listed, erased: new Set<string>() };
  let states = 0;
  // What is removed from one state may stand in another one that comes before it.
  for await (const page of pages(client, options.among)) for (const entry of page) gather(entry, sweep);
  for await (const page of pages(client, options.among)) {
    const cleaned = page.flatMap((entry) => {
      const before = cleanState(entry, sweep);
      return JSON.stringify(before) === JSON.stringify(entry.before) ? [] : [{ ...entry, before }];
    });
    if (cleaned.length > 0) await writeStates(client, cleaned);
    states += cleaned.length;
  }
  return states;
}

async function listedProjects(client: ClientBase, { contracts, projects }: Redactions): Promise<ReadonlySet<string>> {
  if (contracts.size + projects.size === 0) return new Set();
  const { rows } = await client.query<{ id: string; contractKey: string | null; textKey: string }>(
    `SELECT id, contract_key AS "contractKey", text_key AS "textKey" FROM project
     UNION SELECT before ->> 'id', before ->> 'contract_key', before ->> 'text_key' FROM journal_entry
     WHERE table_name = 'project' AND before IS NOT NULL`,
  );
  const isListed = ({ contractKey, textKey }: (typeof rows)[number]): boolean =>
    projects.has(textKey) || (contractKey !== null && contracts.has(contractRedactionKey(contractKey)));
  return new Set(rows.filter(isListed).map(({ id }) => id));
}

async function* pages(client: ClientBase, among: readonly string[] | undefined): AsyncGenerator<Entry[]> {
  let last: readonly unknown[] = [0, '', ''];
  for (;;) {
    const { rows } = await client.query<Entry>(
      `SELECT j.release, j.table_name AS table, j.row_key AS key, j.before, s.columns AS headings,
         j.redacted AND j.table_name = 'organisation'
           AND NOT EXISTS (SELECT FROM organisation WHERE id = j.row_key) AS "isErased"
       FROM journal_entry j
       LEFT JOIN project_sheet s ON j.table_name = 'project_record'
         AND s.source_id = j.before ->> 'source_id' AND s.sheet = j.before ->> 'sheet'
       WHERE (j.release, j.table_name, j.row_key) > ($1, $2, $3) AND j.table_name = ANY($4) AND j.before IS NOT NULL
         AND ($5::text[] IS NULL OR coalesce(j.before ->> 'project_id', j.before ->> 'id') = ANY($5)
           OR j.table_name IN ('organisation', 'problem'))
       ORDER BY j.release, j.table_name, j.row_key LIMIT ${pageSize}`,
      [...last, tables, among ?? null],
    );
    const final = rows.at(-1);
    if (final === undefined) return;
    yield rows;
    last = [final.release, final.table, final.key];
  }
}

function isHidden(name: string, isOfList: boolean, project: unknown, sweep: Sweep): boolean {
  if (name === redactedText) return false;
  return (isOfList && sweep.listed.has(String(project))) || sweep.redactions.names.holds(name);
}

/** The personal columns of a record whose beneficiary must not be named. */
function personalColumns({ before, headings }: Entry, sweep: Sweep): PersonalColumns | null {
  const columns = sweep.personalColumns(headings ?? []);
  const name = columns.name === null ? null : (before['original'] as readonly OriginalCell[])[columns.name];
  return typeof name === 'string' && isHidden(name, true, before['project_id'], sweep) ? columns : null;
}

function gather(entry: Entry, sweep: Sweep): void {
  const { before, table } = entry;
  if (entry.isErased) sweep.erased.add(entry.key);
  if (table === 'participation') {
    const { stated_name: name, stated_nip: nip } = before;
    if (typeof name !== 'string' || !isHidden(name, before['from_list'] === true, before['project_id'], sweep)) return;
    for (const text of [name, nip]) if (typeof text === 'string') sweep.removed.add(text);
  }
  if (table === 'project_record') {
    const columns = personalColumns(entry, sweep);
    const name = columns?.name == null ? null : (before['original'] as readonly OriginalCell[])[columns.name];
    if (typeof name === 'string') sweep.removed.add(name.trim());
  }
}

const nobody = { name: null, nip: null, nip_valid: false, legal_form: null, postcode: null, town: null, name_key: '' };
const noParty = {
  organisation_id: redactedOrganisation.id,
  office_id: null,
  stated_name: redactedText,
  stated_key: comparable(redactedText),
  stated_nip: null,
  nip_valid: null,
  method: null,
  confidence: null,
  candidates: [],
};

function cleanState(entry: Entry, sweep: Sweep): State {
  const { before, table } = entry;
  const cleaned = cleanValue(before, (text) => cleanText(text, sweep)) as State;
  const { stated_name: stated, name, title } = before;
  if (table === 'participation' && typeof stated === 'string') {
    const hidden = isHidden(stated, before['from_list'] === true, before['project_id'], sweep);
    return hidden || sweep.removed.has(stated) ? { ...cleaned, ...noParty } : cleaned;
  }
  if (table === 'organisation' && typeof name === 'string') {
    const hidden = sweep.erased.has(entry.key) || sweep.removed.has(name) || sweep.redactions.names.holds(name);
    return hidden ? { ...cleaned, ...nobody, redacted: true } : cleaned;
  }
  if (table === 'project' && cleaned['title'] !== title) {
    return { ...cleaned, title_sort: `\\x${polishSortKey(String(cleaned['title'])).toString('hex')}` };
  }
  const columns = table === 'project_record' ? personalColumns(entry, sweep) : null;
  if (columns === null) return cleaned;
  const personal = new Set([columns.name, ...columns.others]);
  const original = (cleaned['original'] as readonly OriginalCell[]).map((cell, index) =>
    cell !== null && personal.has(index) ? redactedText : cell,
  );
  return { ...cleaned, original };
}

function cleanText(text: string, { redactions, removed }: Sweep): string {
  const folded = comparable(text);
  let rest = text;
  for (const name of removed) {
    if (!folded.includes(comparable(name))) continue;
    rest = withoutLiteral(withoutLiteral(rest, name), comparable(name));
  }
  return redactions.names.strip(rest);
}

function cleanValue(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => cleanValue(item, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cleanValue(item, clean)]));
}

async function writeStates(client: ClientBase, entries: readonly Entry[]): Promise<void> {
  await client.query(
    `UPDATE journal_entry j SET before = n.before
     FROM jsonb_to_recordset($1::jsonb) AS n(release int, "table" text, key text, before jsonb)
     WHERE j.release = n.release AND j.table_name = n."table" AND j.row_key = n.key`,
    [JSON.stringify(entries.map(({ release, table, key, before }) => ({ release, table, key, before })))],
  );
}
