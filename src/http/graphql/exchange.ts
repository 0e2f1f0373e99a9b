/** One request to `/graphql`, and what is known of it so far. */

import type { Logger } from 'pino';
import type { Quota } from '#graphql/context.ts';
import type { Reporting } from '#graphql/errors.ts';
import type { Caller } from '../callers.ts';
import { dataLanguageOf, type HubRequest, languageOf } from '../message.ts';
import type { RateLimit } from '../rate-limit.ts';
import { rateHeaders } from '../rate-limit.ts';
import { answeredType, eventStream, type MediaType } from './protocol.ts';

export class Exchange {
  readonly request: HubRequest;
  /** Of texts in data. */
  readonly lang: 'PL' | 'EN';
  readonly reporting: Reporting;
  readonly #startedAt = performance.now();
  #mediaType: MediaType = 'application/json';
  #isStream = false;
  #quota: Quota | null = null;
  #isKeyed = false;

  constructor(request: HubRequest, log: Logger) {
    this.request = request;
    this.lang = dataLanguageOf(request);
    this.reporting = { language: languageOf(request), requestId: request.id, log };
  }

  get isPost(): boolean {
    return this.request.method === 'POST';
  }

  get mediaType(): MediaType {
    return this.#mediaType;
  }

  /** Whether the caller wants server-sent events. */
  get isStream(): boolean {
    return this.#isStream;
  }

  /** What the caller has left, once it is known. */
  get quota(): Quota | null {
    return this.#quota;
  }

  set quota(quota: Quota | null) {
    this.#quota = quota;
  }

  get rateHeaders(): Record<string, string> {
    return rateHeaders(this.#quota);
  }

  get isKeyed(): boolean {
    return this.#isKeyed;
  }

  admitted(caller: Caller): void {
    this.#isKeyed = caller.policy === 'key';
  }

  /** Throws where the caller accepts nothing that the hub answers with. */
  negotiate(): void {
    const accepted = answeredType(this.request.headers['accept']);
    this.#isStream = accepted === eventStream;
    if (accepted !== eventStream) this.#mediaType = accepted;
  }

  /** What a GET is answered by, alike for equal ones. */
  get address(): string {
    return `${this.#mediaType} ${this.lang}\n${this.request.query}`;
  }

  async takePoints(rateLimit: RateLimit | null, caller: Caller, cost: number): Promise<void> {
    const points = rateLimit?.pointsFor(cost) ?? 0;
    if (rateLimit !== null && points > 0) this.#quota = await rateLimit.take(caller, points);
  }

  /** What the operation is executed with, and observers hear of. */
  contextFacts(caller: Caller, today: string) {
    const { lang, quota, request } = this;
    return { today, lang, requestId: request.id, quota, caller: caller.id };
  }

  observedFacts(operation: string | null) {
    const { id: requestId, headers } = this.request;
    const durationMs = performance.now() - this.#startedAt;
    return { requestId, operation, durationMs, traceparent: headers['traceparent'] };
  }
}
