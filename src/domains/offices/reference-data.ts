/** All offices inside an import, as they stand at that point of its transaction. Nothing that serves requests holds them. */
import type { ClientBase } from 'pg';
import { comparePolish } from '#registry';
import type { OfficeRow } from './model.ts';
import { officeNameKey } from './names.ts';
import { nipDigits, regonDigits } from './numbers.ts';
import { loadOffices } from './store.ts';

export async function findOffices(client: ClientBase): Promise<OfficeReferenceData> {
  return new OfficeReferenceData(await loadOffices(client));
}

export class OfficeReferenceData {
  readonly #byId: ReadonlyMap<string, OfficeRow>;
  readonly #byNip: ReadonlyMap<string, readonly OfficeRow[]>;
  readonly #byRegon: ReadonlyMap<string, readonly OfficeRow[]>;
  readonly #byName: ReadonlyMap<string, readonly OfficeRow[]>;
  readonly #byServedUnit: ReadonlyMap<string, readonly OfficeRow[]>;
  /** In Polish order of their names; equal names by id. */
  readonly ordered: readonly OfficeRow[];

  constructor(offices: readonly OfficeRow[]) {
    this.ordered = offices.toSorted((a, b) => comparePolish(a.name, b.name) || (a.id < b.id ? -1 : 1));
    this.#byId = new Map(offices.map((office) => [office.id, office]));
    this.#byNip = groupBy(offices, ({ nip }) => keysOf(nip, nipDigits));
    this.#byRegon = groupBy(offices, ({ regon }) => keysOf(regon, regonDigits));
    this.#byName = groupBy(offices, ({ names }) => names.map(({ name }) => officeNameKey(name)));
    this.#byServedUnit = groupBy(this.ordered, ({ servedUnitId }) => keysOf(servedUnitId));
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

  /** The offices of a unit, by all ids that it may have had when a list was loaded (`idsOf` of the registry). */
  serving(unitIds: readonly string[]): readonly OfficeRow[] {
    return unitIds.flatMap((id) => this.#byServedUnit.get(id) ?? []);
  }
}

function keysOf(value: string | null, keyOf: (value: string) => string = (same) => same): string[] {
  return value === null ? [] : [keyOf(value)];
}

function groupBy(
  offices: readonly OfficeRow[],
  listKeys: (office: OfficeRow) => readonly string[],
): Map<string, OfficeRow[]> {
  const groups = new Map<string, OfficeRow[]>();
  for (const office of offices) {
    for (const key of new Set(listKeys(office))) {
      if (key === '') continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [office]);
      else group.push(office);
    }
  }
  return groups;
}
