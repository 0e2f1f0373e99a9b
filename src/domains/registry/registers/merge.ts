/** Takes one register into the hub: adds what it says to what is kept, derives the history again, writes what differs. */
import type { ClientBase } from 'pg';
import { type DerivedUnit, deriveHistory } from '../history/derive.ts';
import type { RegistryUnit } from '../reference-data.ts';
import { attachBoundaries, moveReferences } from '../references.ts';
import { type KnownUnit, loadKnownUnits, loadUnits, writeUnits } from '../store.ts';
import { combine, type NewRegister } from './combine.ts';
import { refuseIfCutOff } from './completeness.ts';
import { changesSince, type Difference, describeDifference } from './difference.ts';
import { identitiesSince } from './identity.ts';
import { type KeptRegister, readRegisters, replaceSlices } from './store.ts';

export interface RegisterOutcome {
  /** Whether anything public is different. */
  readonly changed: boolean;
  /** Whether anything was written: a register that only confirms what is known is kept too. */
  readonly stored: boolean;
  /** How many rows of the file stand for a new unit, one whose history is now stated otherwise, or neither. */
  readonly created: number;
  readonly changedRows: number;
  readonly unchanged: number;
  readonly difference: Difference;
}

export async function mergeRegister(
  client: ClientBase,
  register: NewRegister,
  sourceId: string,
  release: number,
): Promise<RegisterOutcome> {
  const kept = await readRegisters(client);
  refuseIfCutOff(register, kept);
  const addition = combine(kept, register, sourceId);
  if (addition.slices.length === 0) return nothingNew(register);
  await replaceSlices(client, register.asOf, addition.slices, addition.rows);

  const { changes, before, isChanged } = await writeHistory(client, addition.registers, release);
  const created = rowsOf(register, changes.created);
  const changedRows = rowsOf(register, changes.changed);
  return {
    changed: isChanged,
    stored: true,
    created,
    changedRows,
    unchanged: register.rows.length - created - changedRows,
    difference: describeDifference(before, changes),
  };
}

interface WrittenHistory {
  readonly changes: ReturnType<typeof changesSince>;
  /** The changed units as they were. */
  readonly before: readonly RegistryUnit[];
  readonly isChanged: boolean;
}

async function writeHistory(
  client: ClientBase,
  registers: readonly KeptRegister[],
  release: number,
): Promise<WrittenHistory> {
  const units = deriveHistory(registers);
  const known = await loadKnownUnits(client);
  const changes = changesSince(known, units);
  const before = await loadUnits(client, differing(known, units, changes));
  const { merged, moved } = identitiesSince(known, before, units);
  await writeUnits(client, { ...changes, merged }, release);
  await moveReferences(client, moved);
  await attachBoundaries(client);
  return { changes, before, isChanged: changes.created.length + changes.changed.length + merged.length > 0 };
}

/** After registers were taken out: the history as the others state it. */
export async function deriveHistoryAgain(client: ClientBase, release: number): Promise<void> {
  await writeHistory(client, await readRegisters(client), release);
}

/** The ids of units that have another history by now, or none. */
function differing(
  known: readonly KnownUnit[],
  units: readonly DerivedUnit[],
  { changed }: { readonly changed: readonly DerivedUnit[] },
): string[] {
  const now = new Set(units.map(({ id }) => id));
  return [...known.filter(({ id }) => !now.has(id)), ...changed].map(({ id }) => id);
}

function nothingNew(register: NewRegister): RegisterOutcome {
  const difference = { created: [], closed: [], renamed: [], kindChanged: [], moved: [] };
  return {
    changed: false,
    stored: false,
    created: 0,
    changedRows: 0,
    unchanged: register.rows.length,
    difference,
  };
}

/** How many rows of the register show one of these units; a city with powiat rights has two. */
function rowsOf({ asOf, rows }: NewRegister, units: readonly DerivedUnit[]): number {
  const codes = new Set<string | null>();
  for (const { versions } of units) {
    const shown = versions.find(({ validFrom, validTo }) => validFrom <= asOf && (validTo === null || asOf < validTo));
    codes.add(shown?.terc ?? null).add(shown?.powiatTerc ?? null);
  }
  return rows.filter(({ terc }) => codes.has(terc)).length;
}
