import type { Limits } from '#config';
import { createLoaders } from '#domains';
import type { Context, Loaders, Quota } from '#graphql/context.ts';
import type { Contributor } from '#graphql/contributor.ts';
import type { ExportService } from '#graphql/export-service.ts';
import type { OperationDatabase } from '#platform/database/index.ts';
import type { ReleaseState } from '#platform/releases/current.ts';

export interface RequestFacts {
  readonly db: OperationDatabase;
  readonly release: ReleaseState;
  readonly today: string;
  readonly requestId: string;
  readonly announced?: number | undefined;
  readonly publicUrl: string;
  readonly lang: 'PL' | 'EN';
  readonly limits: Limits;
  readonly quota: Quota | null;
  readonly caller: string;
  readonly exports: ExportService | null;
  readonly contributor: Contributor | null;
  readonly fields: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
}

/** Notes what an answer was made of, which states how long and for whom it holds. */
export class RequestContext implements Context {
  readonly db: OperationDatabase;
  readonly loaders: Loaders;
  readonly release: ReleaseState;
  readonly requestId: string;
  readonly announced: number | undefined;
  readonly publicUrl: string;
  readonly lang: 'PL' | 'EN';
  readonly limits: Limits;
  readonly fields: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
  readonly #today: string;
  readonly #quota: Quota | null;
  readonly #exports: ExportService | null;
  readonly #contributor: Contributor | null;
  readonly caller: string;
  #dependsOnToday = false;
  #isPrivate = false;

  constructor(facts: RequestFacts) {
    const { db, release, today, requestId, announced, publicUrl, lang, limits, quota, fields, signal } = facts;
    this.caller = facts.caller;
    this.#exports = facts.exports;
    this.#contributor = facts.contributor;
    this.db = db;
    this.release = release;
    this.requestId = requestId;
    this.announced = announced;
    this.publicUrl = publicUrl;
    this.lang = lang;
    this.limits = limits;
    this.fields = fields;
    this.signal = signal;
    this.#today = today;
    this.#quota = quota;
    this.loaders = createLoaders(this);
  }

  get today(): string {
    this.#dependsOnToday = true;
    return this.#today;
  }

  get quota(): Quota | null {
    this.#isPrivate = true;
    return this.#quota;
  }

  get exports(): ExportService | null {
    this.#isPrivate = true;
    return this.#exports;
  }

  get contributor(): Contributor | null {
    this.#isPrivate = true;
    return this.#contributor;
  }

  readsLive(): void {
    this.#isPrivate = true;
  }

  get dependsOnToday(): boolean {
    return this.#dependsOnToday;
  }

  get isPrivate(): boolean {
    return this.#isPrivate;
  }
}
