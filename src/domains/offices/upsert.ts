/** Takes one edition of a list of offices into the hub: keeps what it says and derives anew the offices it speaks of. */
import type { ClientBase } from 'pg';
import { noteListedFacts } from './correct.ts';
import { canonical, deriveOffice } from './derive.ts';
import { loadEditions, moveEdition, writeEdition } from './editions.ts';
import type { DerivedOffice, OfficeEdition, OfficeFacts, OfficeRow, OfficeStatement } from './model.ts';
import { loadOffices, loadStatements, officesNaming, officesOfList, writeOffices, writeStatements } from './store.ts';

export interface OfficeEntry {
  /** See docs/offices.md on how ids are made. */
  readonly id: string;
  readonly row: number;
  readonly facts: OfficeFacts;
  /** The row as it stands in the list, without cells that hold personal data. */
  readonly original?: Readonly<Record<string, unknown>>;
  /** How its units were found, as `matchOf` of #graphql/matches.ts gives it. */
  readonly matches?: readonly unknown[];
}

export interface NewEdition {
  /** The kind of the source: `jst-offices`, `offices`, `starter` … */
  readonly list: string;
  readonly asOf: string;
  readonly complete: boolean;
  /** A list of precedence 0 only fills what those of precedence 1 leave out. */
  readonly precedence?: 0 | 1;
  /** At most one of each id. */
  readonly entries: readonly OfficeEntry[];
}

export interface OfficesOutcome {
  /** Whether anything public is different, and whether anything at all was written. */
  readonly changed: boolean;
  readonly stored: boolean;
  /** How many entries brought a new office, changed one, or neither. */
  readonly created: number;
  readonly changedEntries: number;
  readonly unchanged: number;
  readonly createdOffices: readonly DerivedOffice[];
  readonly changedOffices: readonly DerivedOffice[];
  /** Offices that stood before and are withdrawn now. */
  readonly closedOffices: readonly DerivedOffice[];
}

interface StatedBy {
  readonly sourceId: string;
  readonly release: number;
  /** The day that the same file was said to be of before. */
  readonly movedFrom?: string | null;
}

export async function upsertOffices(
  client: ClientBase,
  { list, asOf, complete, precedence = 1, entries }: NewEdition,
  { sourceId, release, movedFrom = null }: StatedBy,
): Promise<OfficesOutcome> {
  const listed = new Set(entries.map(({ id }) => id));
  const known = new Map((await loadOffices(client)).map((office) => [office.id, office]));
  if (movedFrom !== null) await moveEdition(client, { list, sourceId, from: movedFrom, to: asOf });
  // An office that was stated before its parent or predecessor was known is linked now.
  const linked = await officesNaming(
    client,
    [...listed].filter((id) => !known.has(id)),
  );
  const affected = new Set([...listed, ...linked, ...(complete ? await officesOfList(client, list) : [])]);
  const statements = Map.groupBy(await loadStatements(client, [...affected]), ({ officeId }) => officeId);
  const kept = await loadEditions(client);
  const editions = withEdition(kept, { list, asOf, complete, sourceId });
  const fresh: OfficeStatement[] = [];
  for (const { id, row, facts, original = {}, matches = [] } of entries) {
    const statement = { officeId: id, list, asOf, precedence, sourceId, row, facts: plain(facts), original, matches };
    const stated = statements.get(id) ?? [];
    const same = stated.find((other) => other.list === list && other.asOf === asOf);
    // The same said again by another file of the same day is no news.
    if (same !== undefined && canonical(same.facts) === canonical(statement.facts)) continue;
    fresh.push(statement);
    statements.set(id, [...stated.filter((other) => other !== same), statement]);
  }
  const ids = new Set([...known.keys(), ...affected]);
  const derived = [...affected].map((id) => linkedTo(ids, deriveOffice(statements.get(id) ?? [], editions)));
  const changes = compareOffices(derived, known);
  const stored = fresh.length > 0 || editions !== kept;
  if (stored) await writeEdition(client, editionOf(editions, list, asOf));
  await writeOffices(client, [...changes.created, ...changes.changed], release);
  await writeStatements(client, fresh);
  const isNews = await noteListedFacts(client, statements);
  const created = changes.created.filter(({ id }) => listed.has(id)).length;
  const changedEntries = changes.changed.filter(({ id }) => listed.has(id)).length;
  return {
    changed: changes.created.length + changes.changed.length > 0 || isNews,
    stored: stored || isNews,
    created,
    changedEntries,
    unchanged: entries.length - created - changedEntries,
    createdOffices: changes.created,
    changedOffices: changes.changed,
    closedOffices: changes.changed.filter(
      ({ id, status }) => status === 'WITHDRAWN' && known.get(id)?.status === 'ACTIVE',
    ),
  };
}

/** After statements or editions were taken out: the offices as the others state them. */
export async function deriveOfficesAgain(
  client: ClientBase,
  { officeIds, lists }: { readonly officeIds: readonly string[]; readonly lists: readonly string[] },
  release: number,
): Promise<void> {
  const known = new Map((await loadOffices(client)).map((office) => [office.id, office]));
  const affected = new Set([...officeIds, ...(await officesNaming(client, [...officeIds]))]);
  for (const list of lists) for (const id of await officesOfList(client, list)) affected.add(id);
  const statements = Map.groupBy(await loadStatements(client, [...affected]), ({ officeId }) => officeId);
  const editions = await loadEditions(client);
  const ids = new Set(known.keys());
  const derived = [...statements]
    .filter(([id]) => known.has(id))
    .map(([, stated]) => linkedTo(ids, deriveOffice(stated, editions)));
  const { created, changed } = compareOffices(derived, known);
  await writeOffices(client, [...created, ...changed], release);
  await noteListedFacts(client, statements);
}

/** What a list states of offices that are not known stays in its statement. */
function linkedTo(known: ReadonlySet<string>, office: DerivedOffice): DerivedOffice {
  const { parentId, predecessorIds } = office;
  return {
    ...office,
    parentId: parentId !== null && known.has(parentId) ? parentId : null,
    predecessorIds: predecessorIds.filter((id) => known.has(id)),
  };
}

/** As it comes back from the database: without fields that are left out. */
function plain(facts: OfficeFacts): OfficeFacts {
  return JSON.parse(JSON.stringify(facts)) as OfficeFacts;
}

/** The same array when the edition says nothing new. */
function withEdition(kept: readonly OfficeEdition[], edition: OfficeEdition): readonly OfficeEdition[] {
  const same = kept.find(({ list, asOf }) => list === edition.list && asOf === edition.asOf);
  if (same !== undefined && (same.complete || !edition.complete)) return kept;
  return [...kept.filter((other) => other !== same), edition];
}

function editionOf(editions: readonly OfficeEdition[], list: string, asOf: string): OfficeEdition {
  return editions.find((edition) => edition.list === list && edition.asOf === asOf) as OfficeEdition;
}

function compareOffices(
  derived: readonly DerivedOffice[],
  known: ReadonlyMap<string, OfficeRow>,
): { created: DerivedOffice[]; changed: DerivedOffice[] } {
  const created: DerivedOffice[] = [];
  const changed: DerivedOffice[] = [];
  for (const office of derived) {
    const before = known.get(office.id);
    if (before === undefined) created.push(office);
    else {
      const { changedIn: _, ...rest } = before;
      if (canonical(rest) !== canonical(office)) changed.push(office);
    }
  }
  return { created, changed };
}
