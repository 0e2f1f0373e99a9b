/** Takes rows one after the other: each becomes an office joined to its unit, a duplicate, or a listed problem. */
import type { OfficeEntry, OfficeReferenceData } from '#offices';
import type { Match, Problem } from '#platform/problems/model.ts';
import type { RejectedRow } from '#platform/releases/model.ts';
import type { RegistryReferenceData, UnitState } from '#registry';
import type { Coverage } from './completeness.ts';
import { type ServedUnit, UnitJoin } from './join.ts';
import type { JstRow } from './read.ts';

interface TakenRow {
  readonly row: JstRow;
  readonly entry: OfficeEntry;
  readonly servedUnitId: string;
}

export class Taking {
  readonly rejectedRows: RejectedRow[] = [];
  readonly problems: Problem[] = [];
  duplicates = 0;
  readonly #join: UnitJoin;
  readonly #ids: OfficeIds;
  readonly #taken = new Map<string, TakenRow>();

  constructor(registry: RegistryReferenceData, known: OfficeReferenceData, asOf: string) {
    this.#join = new UnitJoin(registry, asOf);
    this.#ids = new OfficeIds(known, registry);
  }

  take(row: JstRow): void {
    const unnamed =
      row.officeName === null ? { column: null, reason: 'The row names no office: fill in its name.' } : null;
    const fault = row.fault ?? unnamed;
    if (fault !== null) {
      this.#reject(row, fault.reason, { column: fault.column });
      return;
    }
    const { match, state, problem } = this.#join.served(row);
    if (state === undefined) this.#reject(row, problem?.reason ?? 'Its unit is not known.', problem ?? {});
    else this.#takeOffice(row, state, match, problem);
  }

  #takeOffice(row: JstRow, served: UnitState, match: Match, problem: ServedUnit['problem']): void {
    const id = this.#ids.of(served);
    const before = this.#taken.get(id)?.row;
    if (before !== undefined) {
      this.#repeat(before, row);
      return;
    }
    if (problem !== null) this.problems.push({ ...problem, row: row.row, original: row.text });
    this.problems.push(...row.problems);
    this.#taken.set(id, { row, entry: this.#entry(row, id, served, match), servedUnitId: served.unit.id });
  }

  entries(): OfficeEntry[] {
    return [...this.#taken.values()].map(({ entry }) => entry);
  }

  coverage(): Map<string, Coverage> {
    return this.#join.missing(new Set([...this.#taken.values()].map(({ servedUnitId }) => servedUnitId)));
  }

  #reject({ row, text }: JstRow, reason: string, more: Partial<RejectedRow> = {}): void {
    this.rejectedRows.push({ column: null, ...more, row, reason, original: text });
  }

  #repeat(before: JstRow, row: JstRow): void {
    if (JSON.stringify(before.original) === JSON.stringify(row.original)) this.duplicates += 1;
    else
      this.#reject(row, `Row ${before.row} describes the office of the same unit in other words: leave one of them.`);
  }

  #entry(row: JstRow, id: string, served: UnitState, match: Match): OfficeEntry {
    const seat = this.#join.seat(row, served);
    const above = served.version.kind === 'WARSAW_DISTRICT' ? this.#join.parent(served) : undefined;
    return {
      id,
      row: row.row,
      facts: {
        ...row.contact,
        name: row.officeName ?? '',
        kind: kindOf(served),
        tier: 'SELF_GOVERNMENT',
        servedUnitId: served.unit.id,
        seatUnitId: seat.candidates[0]?.id ?? null,
        parentId: above === undefined ? null : this.#ids.of(above),
      },
      original: row.original,
      matches: [match, seat],
    };
  }
}

function kindOf({ version }: UnitState): 'MARSHALS_OFFICE' | 'POWIAT_OFFICE' | 'CITY_OR_GMINA_OFFICE' {
  if (version.kind === 'VOIVODESHIP') return 'MARSHALS_OFFICE';
  return version.kind === 'POWIAT' ? 'POWIAT_OFFICE' : 'CITY_OR_GMINA_OFFICE';
}

/**
 * `jst-` and the id of the unit that it serves. A unit is named by its earliest known code, which moves back when an
 * older register is loaded; an office keeps the id that it was given first.
 */
class OfficeIds {
  readonly #known = new Map<string, string>();

  constructor({ ordered }: OfficeReferenceData, registry: RegistryReferenceData) {
    for (const { id, servedUnitId } of ordered) {
      const unit = id.startsWith('jst-') && servedUnitId !== null ? registry.unit(servedUnitId) : undefined;
      if (unit !== undefined) this.#known.set(unit.id, id);
    }
  }

  of({ unit }: UnitState): string {
    return this.#known.get(unit.id) ?? `jst-${unit.id}`;
  }
}
