/** Takes the boundaries of one file into the hub: joins each to its unit and adds those that are not known yet. */
import type { ClientBase } from 'pg';
import type { IsoDate, TerritorialLevel } from '../model.ts';
import { RegistryReferenceData } from '../reference-data.ts';
import { loadMergedIds, loadUnits } from '../store.ts';
import { BoundaryIndex } from './boundary-index.ts';
import { fittingDay } from './file-codes.ts';
import { type Joined, UnitJoiner } from './join.ts';
import type { BoundaryReference, NewBoundary } from './model.ts';
import { addBoundaries, type BoundaryRow, loadBoundaries, loadRegisterDays } from './store.ts';
import type { Unjoined } from './unjoined.ts';

export interface NewBoundaries {
  /** The day whose boundaries these are. */
  readonly asOf: IsoDate;
  /** Whether the file or the operator says the day; else a code may be of any day on which it is known. */
  readonly isDaySaid: boolean;
  /** Of boundaries that say no level themselves. */
  readonly level: TerritorialLevel | null;
  readonly boundaries: readonly NewBoundary[];
}

export interface UnjoinedBoundary extends Omit<Unjoined, 'kind'>, Partial<Pick<Unjoined, 'kind'>> {
  readonly row: number;
}

export interface BoundariesOutcome {
  /** The units that had no boundary at the level, and those that had one, of this day or another. */
  readonly created: readonly BoundaryOfUnit[];
  readonly changed: readonly BoundaryOfUnit[];
  readonly unchanged: number;
  readonly duplicates: number;
  readonly rejected: readonly UnjoinedBoundary[];
}

export interface BoundaryOfUnit {
  readonly terc: string;
  readonly name: string;
  readonly level: TerritorialLevel;
}

/** What a file's boundaries come to, before anything is written. */
export interface PlannedBoundaries extends BoundariesOutcome {
  readonly rows: readonly BoundaryRow[];
}

export async function planBoundaries(
  client: ClientBase,
  file: NewBoundaries,
  sourceId: string,
  release: number,
): Promise<PlannedBoundaries> {
  const registry = new RegistryReferenceData(await loadUnits(client), [], await loadMergedIds(client));
  const otherDays = file.isDaySaid ? [] : await loadRegisterDays(client);
  const boundaryIndex = new BoundaryIndex(await loadBoundaries(client), registry);
  const references = file.boundaries.map(({ named }) => named);
  const joiner = new UnitJoiner(registry, references, { days: [file.asOf, ...otherDays], level: file.level });
  const { joined, duplicates, rejected } = joinAll(file.boundaries, joiner);
  const created: BoundaryOfUnit[] = [];
  const changed: BoundaryOfUnit[] = [];
  const rows: BoundaryRow[] = [];
  for (const { boundary, unit, version, level } of joined) {
    const known = boundaryIndex.at(unit.id, level, file.asOf);
    if (known?.geometrySha256 === boundary.geometrySha256) continue;
    (boundaryIndex.has(unit.id, level) ? changed : created).push({ terc: version.terc, name: version.name, level });
    const { row: _row, named: _named, ...shape } = boundary;
    const found = { unitId: unit.id, level, terc: version.terc, knownOn: version.validFrom };
    rows.push({ ...shape, ...found, asOf: file.asOf, release, sourceId });
  }
  return { created, changed, rows, unchanged: joined.length - rows.length, duplicates, rejected };
}

export async function writeBoundaries(
  client: ClientBase,
  { rows }: PlannedBoundaries,
  onWritten: (count: number) => void,
): Promise<void> {
  await addBoundaries(client, rows, onWritten);
}

interface JoinedBoundary extends Joined {
  readonly boundary: NewBoundary;
}

interface AllJoined {
  readonly joined: readonly JoinedBoundary[];
  readonly duplicates: number;
  readonly rejected: readonly UnjoinedBoundary[];
}

/** A unit has one boundary at a level: the same again is a duplicate, another one is rejected. */
function joinAll(boundaries: readonly NewBoundary[], joiner: UnitJoiner): AllJoined {
  const joined = new Map<string, JoinedBoundary>();
  const rejected: UnjoinedBoundary[] = [];
  let duplicates = 0;
  for (const boundary of boundaries) {
    const { row, named } = boundary;
    const found = joiner.join(named);
    if ('reason' in found) {
      rejected.push({ row, ...found });
      continue;
    }
    const key = `${found.unit.id} ${found.level}`;
    const first = joined.get(key);
    if (first === undefined) joined.set(key, { boundary, ...found });
    else if (first.boundary.geometrySha256 === boundary.geometrySha256) duplicates += 1;
    else rejected.push({ row, ...secondOf(found, first.boundary, named) });
  }
  return { joined: [...joined.values()], duplicates, rejected };
}

function secondOf({ version }: Joined, first: NewBoundary, named: BoundaryReference): Omit<UnjoinedBoundary, 'row'> {
  const reason = `Row ${first.row} is another boundary of ${version.terc} ${version.name}. Keep one; parts of one unit are one MultiPolygon.`;
  return { column: named.codeColumn ?? named.nameColumn, reason, candidates: [] };
}

/** The register day that fits codes of an unsaid day best; null before any register. */
export async function fittingRegisterDay(
  client: ClientBase,
  references: readonly BoundaryReference[],
): Promise<IsoDate | null> {
  const registry = new RegistryReferenceData(await loadUnits(client), [], await loadMergedIds(client));
  return fittingDay(registry, references, await loadRegisterDays(client));
}
