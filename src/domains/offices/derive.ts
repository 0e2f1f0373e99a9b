/**
 * An office as a pure function of all statements about it, so that it does not depend on the order in which lists were
 * loaded: of each field the newest list that states it is believed.
 */
import { stringify } from 'safe-stable-stringify';
import { compareCodeUnits } from '#platform/text.ts';
import type {
  DerivedOffice,
  FormerName,
  OfficeEdition,
  OfficeFacts,
  OfficeName,
  OfficeStatement,
  OfficeStatus,
} from './model.ts';
import { isValidNip, isValidRegon } from './numbers.ts';

export function deriveOffice(
  statements: readonly OfficeStatement[],
  editions: readonly OfficeEdition[],
): DerivedOffice {
  const ordered = statements.toSorted(byAuthority);
  const facts = Object.assign({}, ...ordered.map((statement) => statedFields(statement.facts))) as OfficeFacts;
  // Editors state single facts: what the office is, and whether it still is, say the lists.
  const listed = ordered.filter(({ list }) => list !== correctionList);
  const naming = listed.at(-1) as OfficeStatement;
  const sameList = ordered.filter(({ list }) => list === naming.list);
  const first = firstOfRun(sameList, ({ facts }) => canonical(facts));
  return {
    ...blank,
    ...factsOf(facts),
    id: naming.officeId,
    ...standing(listed, editions, facts),
    names: namesOf(sameList, facts),
    nipValid: facts.nip == null ? null : isValidNip(facts.nip),
    regonValid: facts.regon == null ? null : isValidRegon(facts.regon),
    predecessorIds: facts.predecessorIds ?? [],
    sourceId: first.sourceId,
    statementList: first.list,
    statementAsOf: first.asOf,
  };
}

/** The list of what editors state. */
export const correctionList = 'corrections';

/** The facts that an office bears as they are stated. */
function factsOf({ formerNames: _, withdrawnOn: __, ...facts }: OfficeFacts): StatedFields {
  return Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, value ?? null])) as StatedFields;
}

type StatedFields = Pick<DerivedOffice, Exclude<keyof OfficeFacts, 'formerNames' | 'withdrawnOn'>>;

/** What no list states. */
const blank = {
  shortName: null,
  nip: null,
  regon: null,
  street: null,
  building: null,
  postalCode: null,
  post: null,
  locality: null,
  seatUnitId: null,
  servedUnitId: null,
  phone: null,
  email: null,
  website: null,
  bip: null,
  eDelivery: null,
  epuap: null,
  parentId: null,
} as const;

/** The most authoritative last. */
function byAuthority(a: OfficeStatement, b: OfficeStatement): number {
  return a.precedence - b.precedence || compareCodeUnits(a.asOf, b.asOf) || compareCodeUnits(a.list, b.list);
}

function statedFields(facts: OfficeFacts): Partial<OfficeFacts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** The same text for the same facts, whatever the order in which they were written or stored. */
export function canonical(value: object): string {
  return stringify(value);
}

/** Of the last statements that agree, the earliest: a list that repeats what is known is no news. */
function firstOfRun(
  ordered: readonly OfficeStatement[],
  keyOf: (statement: OfficeStatement) => string,
): OfficeStatement {
  let first = ordered.at(-1) as OfficeStatement;
  for (const statement of ordered.toReversed()) {
    if (keyOf(statement) !== keyOf(first)) break;
    first = statement;
  }
  return first;
}

/** Withdrawn on the day that a list states, or from the first complete edition that no longer shows the office. */
function standing(
  statements: readonly OfficeStatement[],
  editions: readonly OfficeEdition[],
  { withdrawnOn }: OfficeFacts,
): { status: OfficeStatus; withdrawnOn: string | null } {
  if (withdrawnOn != null) return { status: 'WITHDRAWN', withdrawnOn };
  const lists = new Set(statements.map(({ list }) => list));
  const lastShown = statements.map(({ asOf }) => asOf).reduce((a, b) => (a > b ? a : b));
  const without = editions
    .filter(({ list, asOf, complete }) => complete && lists.has(list) && asOf > lastShown)
    .map(({ asOf }) => asOf)
    .toSorted()[0];
  return without === undefined
    ? { status: 'ACTIVE', withdrawnOn: null }
    : { status: 'WITHDRAWN', withdrawnOn: without };
}

function namesOf(sameList: readonly OfficeStatement[], { name, shortName, formerNames }: OfficeFacts): OfficeName[] {
  const official = spellsOf(sameList, (facts) => facts.name).map(
    ({ value, from, to }): OfficeName => ({
      name: value,
      type: to === null ? 'OFFICIAL' : 'FORMER',
      validFrom: from,
      validTo: to,
    }),
  );
  const short = spellsOf(sameList, (facts) => facts.shortName)
    .filter(({ value, to }) => to === null && value === shortName)
    .map(({ value, from }): OfficeName => ({ name: value, type: 'SHORT', validFrom: from, validTo: null }));
  const stated = (formerNames ?? [])
    .filter((former) => former.name !== name && !official.some((known) => known.name === former.name))
    .map(
      ({ name: value, validTo }: FormerName): OfficeName => ({
        name: value,
        type: 'FORMER',
        validFrom: null,
        validTo,
      }),
    );
  return [...official.toReversed(), ...short, ...stated];
}

interface Spell {
  readonly value: string;
  readonly from: string;
  readonly to: string | null;
}

function spellsOf(
  ordered: readonly OfficeStatement[],
  nameIn: (facts: OfficeFacts) => string | null | undefined,
): Spell[] {
  const spells: Spell[] = [];
  for (const { facts, asOf } of ordered) {
    const value = nameIn(facts) ?? null;
    const last = spells.at(-1);
    if (last?.to === null && last.value === value) continue;
    if (last?.to === null) spells[spells.length - 1] = { ...last, to: asOf };
    if (value !== null) spells.push({ value, from: asOf, to: null });
  }
  return spells;
}
