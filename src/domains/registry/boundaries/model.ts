/** The boundary of a unit, free of database and GraphQL; its geometry stays in the database until it is requested. */
import type { IsoDate, TerritorialLevel } from '../model.ts';

/** Degrees of WGS 84. */
export interface BoundingBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What names a stored boundary: rows are only added, so a key means the same geometry for ever. */
export interface BoundaryKey {
  readonly unitId: string;
  readonly level: TerritorialLevel;
  /** The day whose boundary it is. */
  readonly asOf: IsoDate;
  readonly release: number;
}

export interface Boundary extends BoundaryKey, BoundingBox {
  /** A code of the unit and a day on which a register shows the unit under that code. */
  readonly terc: string;
  readonly knownOn: IsoDate;
  readonly areaKm2: number;
  readonly geometrySha256: string;
  readonly sourceId: string;
}

/** The unit that a file says a boundary is of. */
export interface BoundaryReference {
  /** Digits, as they stand in the file. */
  readonly code: string | null;
  /** Whether the code stands where files put running numbers: `id`, `gid`, the Feature's own id. */
  readonly mayBeNumber: boolean;
  /** A NUTS code that stands in place of a TERC. */
  readonly nutsCode: string | null;
  readonly name: string | null;
  /** The name with its kind and what it belongs to, where the file says so: `powiat bialski, gmina wiejska Terespol`. */
  readonly path: string | null;
  readonly level: TerritorialLevel | null;
  /** The names of the properties that say so. */
  readonly codeColumn: string | null;
  readonly nameColumn: string | null;
}

/** A boundary as it was read, not yet joined to a unit. */
export interface NewBoundary extends BoundingBox {
  readonly row: number;
  readonly named: BoundaryReference;
  readonly areaKm2: number;
  readonly geometrySha256: string;
  /** The text of the GeoJSON geometry, made when it is needed. */
  geometry(): string;
}
