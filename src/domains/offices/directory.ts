/** All offices as one release knows them, held in memory: a few thousand rows that only a release changes. */
import { comparePolish, foldName } from '#registry';
import type { OfficeRow } from './model.ts';
import { nipDigits, regonDigits } from './numbers.ts';

export class OfficeDirectory {
  readonly #byId: ReadonlyMap<string, OfficeRow>;
  readonly #byNip: ReadonlyMap<string, readonly OfficeRow[]>;
  readonly #byRegon: ReadonlyMap<string, readonly OfficeRow[]>;
  readonly #byName: ReadonlyMap<string, readonly OfficeRow[]>;
  /** In Polish order of their names; equal names by id. */
  readonly ordered: readonly OfficeRow[];

  constructor(offices: readonly OfficeRow[]) {
    this.ordered = offices.toSorted((a, b) => comparePolish(a.name, b.name) || (a.id < b.id ? -1 : 1));
    this.#byId = new Map(offices.map((office) => [office.id, office]));
    this.#byNip = groupBy(offices, ({ nip }) => (nip === null ? [] : [nipDigits(nip)]));
    this.#byRegon = groupBy(offices, ({ regon }) => (regon === null ? [] : [regonDigits(regon)]));
    this.#byName = groupBy(offices, ({ names }) => names.map(({ name }) => officeNameKey(name)));
  }

  office(id: string): OfficeRow | undefined {
    return this.#byId.get(id);
  }

  /** Several offices may share the number of the self-government that they belong to. */
  withNip(nip: string): readonly OfficeRow[] {
    return this.#byNip.get(nipDigits(nip)) ?? [];
  }

  withRegon(regon: string): readonly OfficeRow[] {
    return this.#byRegon.get(regonDigits(regon)) ?? [];
  }

  /** Offices that bear or bore the name, with the seat in a unit where one is given. */
  withName(name: string, seatUnitId?: string | null): readonly OfficeRow[] {
    const named = this.#byName.get(officeNameKey(name)) ?? [];
    return seatUnitId == null ? named : named.filter((office) => office.seatUnitId === seatUnitId);
  }
}

/** The form in which names of offices are compared: folded, without quotation marks, dots and legal dashes. */
export function officeNameKey(name: string): string {
  return foldName(name)
    .replaceAll(/["'„”“’.,;()]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function groupBy(
  offices: readonly OfficeRow[],
  keysOf: (office: OfficeRow) => readonly string[],
): Map<string, OfficeRow[]> {
  const groups = new Map<string, OfficeRow[]>();
  for (const office of offices) {
    for (const key of new Set(keysOf(office))) {
      if (key === '') continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [office]);
      else group.push(office);
    }
  }
  return groups;
}
