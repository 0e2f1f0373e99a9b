/**
 * Operations over server-sent events, as graphql-sse's distinct connections mode has them: Yoga's own handler speaks the
 * protocol, and each event executes the operation as any other is executed, in the release that was announced.
 */
import { Readable } from 'node:stream';
import { type ExecutionResult, print } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { type Clock, dayInPoland } from '#platform/clock.ts';
import type { HubRequest, HubResponse } from '../message.ts';
import type { Announcements } from '../streams/announcements.ts';
import { eventStreamHeaders, eventText } from '../streams/event-stream.ts';
import type { StreamLimit } from '../streams/stream-limit.ts';
import type { Executed } from './executed.ts';
import type { Execution, Executor } from './executor.ts';
import type { Engine } from './run.ts';

export interface SubscriptionsParts {
  readonly engine: Engine;
  readonly executor: Executor;
  readonly announcements: Announcements;
  readonly streamLimit: StreamLimit;
  readonly clock: Clock;
}

/** What Yoga passes on to the plugin. */
interface ServerContext {
  results(): AsyncIterableIterator<ExecutionResult>;
}

/** Events that a listener may be behind. */
const maxBehind = 100;

export class Subscriptions {
  readonly #parts: SubscriptionsParts;
  readonly #yoga;
  /** What is executed for an event, for all who subscribe with the same operation. */
  #event: { readonly release: number; readonly results: Map<string, Promise<ExecutionResult>> } | undefined;

  constructor(parts: SubscriptionsParts) {
    this.#parts = parts;
    this.#yoga = createYoga<ServerContext>({
      schema: parts.engine.schema,
      maskedErrors: false,
      logging: false,
      landingPage: false,
      graphiql: false,
      plugins: [useResults],
    });
  }

  /** `execution` has passed all limits. */
  async open(request: HubRequest, execution: Execution): Promise<HubResponse> {
    const { method } = request;
    if (method === 'HEAD') return { status: 200, headers: eventStreamHeaders, body: null };
    const release = this.#parts.streamLimit.take(execution.caller);
    const controller = new AbortController();
    const end = (): void => {
      release();
      controller.abort();
    };
    request.gone().addEventListener('abort', end, { once: true });
    try {
      const response = await this.#yoga.fetch(
        'http://localhost/graphql',
        {
          method: 'POST',
          headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
          body: JSON.stringify(bodyOf(execution)),
        },
        { results: () => this.#results(execution, controller.signal) },
      );
      const open = (): Readable => {
        const stream = Readable.from(response.body as unknown as AsyncIterable<Uint8Array>, { objectMode: false });
        return stream.on('close', end);
      };
      return { status: response.status, headers: eventStreamHeaders, body: { bytes: null, open } };
    } catch (error) {
      end();
      throw error;
    }
  }

  #results(execution: Execution, signal: AbortSignal): AsyncIterableIterator<ExecutionResult> {
    const isSubscription = execution.checked.operation.operation === 'subscription';
    return isSubscription ? this.#published(execution, signal) : this.#once(execution, signal);
  }

  async *#once(execution: Execution, signal: AbortSignal): AsyncGenerator<ExecutionResult, undefined> {
    yield resultOf(await this.#parts.executor.execute(execution, signal));
  }

  async *#published(execution: Execution, signal: AbortSignal): AsyncGenerator<ExecutionResult, undefined> {
    const waiting: number[] = [];
    let [wake, isOver] = [(): void => undefined, false];
    const over = (): void => {
      isOver = true;
      wake();
    };
    const stop = this.#parts.announcements.listen((release) => {
      if (waiting.push(release) > maxBehind) over();
      wake();
    }, over);
    signal.addEventListener('abort', over, { once: true });
    try {
      while (!isOver) {
        const release = waiting.shift();
        if (release === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else yield await this.#resultFor(execution, release, signal);
      }
    } finally {
      stop();
    }
  }

  #resultFor(execution: Execution, release: number, signal: AbortSignal): Promise<ExecutionResult> {
    if (this.#event?.release !== release) this.#event = { release, results: new Map() };
    const { results } = this.#event;
    const known = results.get(execution.responseKey);
    if (known !== undefined) return known;
    const today = dayInPoland(this.#parts.clock());
    const facts = { ...execution.facts, today, announced: release };
    // Of one listener, but the others that wait for it do not go when that one goes.
    const result = this.#parts.executor.execute({ ...execution, facts }, new AbortController().signal).then(resultOf);
    result.catch(() => results.delete(execution.responseKey));
    if (!signal.aborted) results.set(execution.responseKey, result);
    return result;
  }
}

/** Yoga's handler does all but to find the results. */
const useResults: Plugin<ServerContext> = {
  onExecute: ({ args, setExecuteFn }) => {
    const { results } = args.contextValue as ServerContext;
    setExecuteFn((() =>
      results()
        .next()
        .then(({ value }) => value)) as never);
  },
  onSubscribe: ({ args, setSubscribeFn }) => {
    const { results } = args.contextValue as ServerContext;
    setSubscribeFn((async () => results()) as never);
  },
};

function bodyOf({ document, params }: Execution): object {
  const query = document.document.loc?.source.body ?? print(document.document);
  return { query, operationName: params.operationName, variables: params.variables };
}

function resultOf({ data, errors }: Executed): ExecutionResult {
  const parsed = data === null ? null : JSON.parse(typeof data === 'string' ? data : Buffer.from(data).toString());
  return { data: parsed, ...(errors === null ? {} : { errors: errors as never }) };
}

/** What is refused before it is executed comes as an event, too, so that clients of the protocol can read why. */
export function refusedStream(body: object): HubResponse {
  const events = [
    eventText({ event: 'next', data: JSON.stringify(body) }),
    eventText({ event: 'complete', data: '' }),
  ].join('');
  return { status: 200, headers: eventStreamHeaders, body: events };
}
