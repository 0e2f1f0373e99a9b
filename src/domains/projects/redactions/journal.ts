/** Takes names out of the states that the journal kept, so that no earlier release names whom no answer may name. */
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import type { ColumnOf } from '#platform/database/copy.ts';
import { columnsAs, execute, jsonRows, query } from '#platform/database/index.ts';
import { polishSortKey } from '#platform/polish-order.ts';
import { comparable } from '../identity.ts';
import type { OriginalCell } from '../model.ts';
import { redactedText, withoutLiteral } from './names.ts';
import { nobody, noParty } from './nobody.ts';
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
const tables = [
  'project',
  'project_record',
  'project_place',
  'participation',
  'organisation',
  'problem',
  'editorial_statement',
];
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
  const stored = (name: ColumnOf<'project'>) => sql<string>`before ->> ${sql.lit(name)}`;
  const rows = await execute(
    client,
    query
      .selectFrom('project')
      .select(['id', 'contract_key as contractKey', 'text_key as textKey'])
      .union(
        query
          .selectFrom('journal_entry')
          .select([stored('id').as('id'), stored('contract_key').as('contractKey'), stored('text_key').as('textKey')])
          .where('table_name', '=', 'project')
          .where('before', 'is not', null),
      ),
  );
  const isListed = ({ contractKey, textKey }: (typeof rows)[number]): boolean =>
    projects.has(textKey) || (contractKey !== null && contracts.has(contractRedactionKey(contractKey)));
  return new Set(rows.filter(isListed).map(({ id }) => id));
}

type EntryKey = readonly [release: number, table: string, key: string];

const before = columnsAs<'journal_entry'>('j')('before');

function page(last: EntryKey, among: readonly string[] | undefined) {
  const entries = query
    .selectFrom('journal_entry as j')
    .leftJoin('project_sheet as s', (join) =>
      join
        .on('j.table_name', '=', 'project_record')
        .on('s.source_id', '=', sql<string>`${before} ->> 'source_id'`)
        .on('s.sheet', '=', sql<string>`${before} ->> 'sheet'`),
    )
    .select(['j.release', 'j.table_name as table', 'j.row_key as key', 'j.before', 's.columns as headings'])
    .select(({ and, eb, exists, not, ref, selectFrom }) =>
      and([
        ref('j.redacted'),
        eb('j.table_name', '=', 'organisation'),
        not(exists(selectFrom('organisation as o').select('o.id').whereRef('o.id', '=', 'j.row_key'))),
      ]).as('isErased'),
    )
    .where(({ eb, refTuple, tuple }) => eb(refTuple('j.release', 'j.table_name', 'j.row_key'), '>', tuple(...last)))
    .where('j.table_name', 'in', tables)
    .where('j.before', 'is not', null)
    .orderBy('j.release')
    .orderBy('j.table_name')
    .orderBy('j.row_key')
    .limit(pageSize)
    .$narrowType<Entry>();
  if (among === undefined) return entries;
  return entries.where(({ eb, or }) =>
    or([
      sql<boolean>`coalesce(${before} ->> 'project_id', ${before} ->> 'id') = ANY(${among}::text[])`,
      eb('j.table_name', 'in', ['organisation', 'problem']),
    ]),
  );
}

async function* pages(client: ClientBase, among: readonly string[] | undefined): AsyncGenerator<Entry[]> {
  let last: EntryKey = [0, '', ''];
  for (;;) {
    const rows = await execute(client, page(last, among));
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

function cleanState(entry: Entry, sweep: Sweep): State {
  const { before, table } = entry;
  const cleaned = cleanValue(before, (text) => cleanText(text, sweep)) as State;
  const { stated_name: stated, name, title } = before;
  if (table === 'participation' && typeof stated === 'string') {
    const hidden = isHidden(stated, before['from_list'] === true, before['project_id'], sweep);
    return hidden || sweep.removed.has(stated) ? { ...cleaned, ...noParty, candidates: [] } : cleaned;
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

/** Without what was removed elsewhere, and without the names that are redacted. */
export function cleanText(text: string, { redactions, removed }: Pick<Sweep, 'redactions' | 'removed'>): string {
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
  const rows = entries.map(({ release, table, key, before }) => ({ release, table_name: table, row_key: key, before }));
  await execute(
    client,
    query
      .updateTable('journal_entry as j')
      .from(jsonRows('journal_entry', rows, 'n'))
      .set(({ ref }) => ({ before: ref('n.before') }))
      .whereRef('j.release', '=', 'n.release')
      .whereRef('j.table_name', '=', 'n.table_name')
      .whereRef('j.row_key', '=', 'n.row_key'),
  );
}
