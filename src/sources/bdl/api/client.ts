/** Asks the Local Data Bank's API: within its limits, again when an answer fails, and nothing twice. */
import { OperatorError } from '#platform/errors.ts';
import type { RequestBudget, Window } from './budget.ts';
import type { ResponseCache } from './response-cache.ts';

export interface ClientParts {
  readonly url: string;
  /** Sent as X-ClientId; null for an anonymous caller. */
  readonly clientId: string | null;
  readonly answerMs?: number | undefined;
  readonly budget: RequestBudget;
  readonly kept: ResponseCache;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
  /** Called with what is waited for. */
  readonly onWait?: ((why: string, ms: number) => void) | undefined;
}

export type Answer = Readonly<Record<string, unknown>>;

const attempts = 8;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** A page of a hundred units comes in a second; a connection that lingers is given up. */
const defaultAnswerMs = 60_000;
/** A page of a hundred units with a century of months is smaller. */
const maxBytes = 32 * 1024 * 1024;

/** What is worth another try. */
class Failure extends Error {
  readonly pauseMs: number | null;

  constructor(message: string, pauseMs: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.pauseMs = pauseMs;
  }
}

export class BdlClient {
  readonly #parts: ClientParts;
  #spentMs = 0;
  #requests = 0;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /** How long so many further requests will take. */
  timeFor(requests: number): number {
    const each = this.#requests === 0 ? 500 : this.#spentMs / this.#requests;
    return this.#parts.budget.timeFor(requests, each);
  }

  /** An answer that was kept, or the answer of the API, which is kept until it is dropped. It has the field `key`. */
  async ask(request: string, key: string): Promise<Answer> {
    const known = this.#known(request, key);
    if (known !== null) return known;
    const { text, answer } = await this.#fetched(request, key);
    this.#parts.kept.keep(request, text);
    return answer;
  }

  /** Null also where the machine went down while the answer was written. */
  #known(request: string, key: string): Answer | null {
    const text = this.#parts.kept.get(request);
    try {
      return text === null ? null : parsed(text, key);
    } catch (error) {
      if (error instanceof Failure) return null;
      throw error;
    }
  }

  drop(requests: Iterable<string>): void {
    this.#parts.kept.drop(requests);
  }

  async #fetched(request: string, key: string): Promise<{ text: string; answer: Answer }> {
    for (let attempt = 1; ; attempt += 1) {
      await this.#turn();
      const begun = this.#parts.now();
      try {
        const text = await this.#request(request);
        return { text, answer: parsed(text, key) };
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        if (attempt === attempts) throw gaveUp(request, error);
        await this.#pause(error, attempt);
      } finally {
        this.#requests += 1;
        this.#spentMs += this.#parts.now() - begun;
      }
    }
  }

  /** Waits until the limits allow one more request, and takes it. */
  async #turn(): Promise<void> {
    const { budget, signal, sleep, onWait } = this.#parts;
    for (;;) {
      signal?.throwIfAborted();
      const { ms, window } = budget.delay;
      if (ms <= 0) break;
      if (ms > 2_000) onWait?.(limitReached(window), ms);
      await sleep(ms);
    }
    budget.spend();
  }

  async #pause(failure: Failure, attempt: number): Promise<void> {
    const { sleep, signal, onWait } = this.#parts;
    // By chance up to a half longer, so that many callers do not come back together.
    const grown = firstPauseMs * 2 ** (attempt - 1) * (1 + Math.random() / 2);
    const ms = failure.pauseMs ?? Math.min(longestPauseMs, grown);
    onWait?.(`trying again, because ${failure.message}`, ms);
    await sleep(ms);
    signal?.throwIfAborted();
  }

  async #request(request: string): Promise<string> {
    const { url, clientId, signal, answerMs = defaultAnswerMs } = this.#parts;
    const limit = AbortSignal.timeout(answerMs);
    try {
      const response = await fetch(`${url}${request}`, {
        headers: { accept: 'application/json', ...(clientId === null ? {} : { 'x-clientid': clientId }) },
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      });
      if (!response.ok) throw await refusal(response, request, this.#parts.now());
      return await bodyOf(response);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Failure || error instanceof OperatorError) throw error;
      const why = limit.aborted ? `no whole answer came in ${answerMs / 1_000} s` : reasonOf(error);
      throw new Failure(why, null, { cause: error });
    }
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Failure(`the answer is longer than ${maxBytes / 1024 / 1024} MiB`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(text: string, key: string): Answer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    throw new Failure('the answer is no whole JSON', null, { cause: error });
  }
  if (typeof answer === 'object' && answer !== null && key in answer) return answer as Answer;
  throw new Failure(`the answer has no "${key}"`);
}

const worthAnotherTry: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Where a 429 does not say: others at the same address may have used the limit up. */
const pauseAfter429Ms = 60_000;
const longestRetryAfterMs = 7 * 24 * 3_600_000;

async function refusal(response: Response, request: string, now: number): Promise<Failure | OperatorError> {
  const { status } = response;
  const after = retryAfterMs(response.headers.get('retry-after'), now);
  await response.body?.cancel().catch(() => undefined);
  if (worthAnotherTry.has(status)) {
    return new Failure(`the answer is ${status}`, after ?? (status === 429 ? pauseAfter429Ms : null));
  }
  const hint =
    status === 401 || status === 403
      ? 'Check BDL_CLIENT_ID, or unset it to ask without one.'
      : 'Check the ids and options, and BDL_API_URL.';
  return new OperatorError('SOURCE_REFUSED', `The Local Data Bank answers ${status} to ${request}.`, hint);
}

/** Seconds, with or without a unit behind them (`221 sek`), or a day and time. Null where it is neither. */
function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  const [, number, minutes] = /^(\d+(?:[.,]\d+)?)(?!\d*[-:])\s*(min)?/i.exec(text) ?? [];
  const unitMs = minutes === undefined ? 1_000 : 60_000;
  const ms = number === undefined ? Date.parse(text) - now : Number(number.replace(',', '.')) * unitMs;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestRetryAfterMs) : null;
}

function limitReached(window: Window | null): string {
  return window === null ? '' : `the limit of ${window.requests} requests in ${window.name} is reached`;
}

function gaveUp(request: string, failure: Failure): OperatorError {
  return new OperatorError(
    'SOURCE_UNREACHABLE',
    `The Local Data Bank did not answer ${request} in ${attempts} tries; the last time ${failure.message}.`,
    'Run the same command again later: what was fetched is kept.',
    { cause: failure },
  );
}
