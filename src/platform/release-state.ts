/** A release as it is served, with what is kept in memory for it. */
import type pg from 'pg';
import type { Database } from './database/index.ts';

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
  /** The server that has it, from which the rest of it is read: another one may be at another release. */
  readonly server: Database;
  readonly #values: ReadonlyMap<ReferenceData<unknown>, unknown>;

  constructor(
    { number, releasedAt }: Pick<ReleaseState, 'number' | 'releasedAt'>,
    server: Database,
    values: ReadonlyMap<ReferenceData<unknown>, unknown>,
  ) {
    this.number = number;
    this.releasedAt = releasedAt;
    this.server = server;
    this.#values = values;
  }

  get<T>(referenceData: ReferenceData<T>): T {
    if (!this.#values.has(referenceData)) throw new Error(`${referenceData.name} is not cached per release`);
    return this.#values.get(referenceData) as T;
  }

  /** Whether it is this release and no other one of its number, which a restored database may have. */
  is({ number, releasedAt }: Pick<ReleaseState, 'number' | 'releasedAt'>): boolean {
    return number === this.number && releasedAt?.getTime() === this.releasedAt?.getTime();
  }

  /** The same release, read from another server. */
  on(server: Database): ReleaseState {
    return server === this.server ? this : new ReleaseState(this, server, this.#values);
  }
}
