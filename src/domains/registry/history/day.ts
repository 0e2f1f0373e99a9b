/** The registers of one day, requested about. */
import type { IsoDate, UnitVersion } from '../model.ts';
import type { ObservedUnit, RegisterRow } from './observe.ts';
import { type Stray, UnreadRows } from './unread.ts';

/** What all registers of one day say. */
export interface RegisterState {
  readonly asOf: IsoDate;
  readonly slices: readonly RegisterSlice[];
  readonly rows: readonly RegisterRow[];
}

export interface RegisterSlice {
  readonly voivodeship: string;
  /** Whether a unit that is not listed did not exist. */
  readonly complete: boolean;
  readonly sourceId: string;
  /** Rows that could not be taken, as `code:name` or else their text. */
  readonly unread: readonly string[];
}

export class Day {
  readonly asOf: IsoDate;
  readonly completeVoivodeships: ReadonlySet<string>;
  readonly unread: UnreadRows;
  /** Unread rows of nobody who was known then. */
  strays: readonly Stray[] = [];
  readonly #sources: ReadonlyMap<string, string>;

  constructor({ asOf, slices }: RegisterState) {
    this.asOf = asOf;
    this.completeVoivodeships = new Set(slices.filter(({ complete }) => complete).map((slice) => slice.voivodeship));
    this.unread = new UnreadRows(slices.flatMap(({ unread }) => unread));
    this.#sources = new Map(slices.map(({ voivodeship, sourceId }) => [voivodeship, sourceId]));
  }

  /** Whether a unit that is not listed was not there. A voivodeship's own row may be left out of its part. */
  coversAllOf({ terc, kind }: Pick<UnitVersion, 'terc' | 'kind'>): boolean {
    return kind !== 'VOIVODESHIP' && this.completeVoivodeships.has(terc.slice(0, 2));
  }

  sourceOf({ terc }: Pick<ObservedUnit, 'terc'>): string {
    const sourceId = this.#sources.get(terc.slice(0, 2));
    if (sourceId === undefined) throw new Error(`The register of ${this.asOf} has ${terc} outside its slices`);
    return sourceId;
  }
}
