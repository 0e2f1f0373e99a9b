/** A release as it is served, with what is kept in memory for it. */
import type pg from 'pg';

/** Something that is read once per release and then requested without a query. */
export interface ReferenceData<T> {
  readonly name: string;
  /** With what it gave for the release before, where there was one. */
  load(client: pg.ClientBase, release: number, before?: T): Promise<T>;
}

export class ReleaseState {
  /** 0 before the first release. */
  readonly number: number;
  readonly releasedAt: Date | null;
  readonly #values: ReadonlyMap<ReferenceData<unknown>, unknown>;

  constructor(number: number, releasedAt: Date | null, values: ReadonlyMap<ReferenceData<unknown>, unknown>) {
    this.number = number;
    this.releasedAt = releasedAt;
    this.#values = values;
  }

  get<T>(referenceData: ReferenceData<T>): T {
    if (!this.#values.has(referenceData)) throw new Error(`${referenceData.name} is not cached per release`);
    return this.#values.get(referenceData) as T;
  }
}
