/** The hub as a request handler: GraphQL and health; nothing here listens. */
import { randomUUID } from 'node:crypto';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { createYoga, type YogaServerInstance } from 'graphql-yoga';
import type { Logger } from 'pino';
import type { Limits } from '#config';
import { held } from '#domains';
import type { Context } from '#graphql/context.ts';
import { errorMasker } from '#graphql/errors.ts';
import { useCostLimit, useDocumentLimits, useTokenLimit } from '#graphql/limits.ts';
import { buildSchema } from '#graphql/schema.ts';
import { useHealth } from '#http/health.ts';
import { type Clock, dayInPoland } from '#platform/clock.ts';
import type { Database } from '#platform/database/index.ts';
import { CurrentRelease } from '#platform/releases/current.ts';

export interface AppOptions {
  readonly database: Database;
  readonly limits: Limits;
  readonly log: Logger;
  readonly clock: Clock;
}

export interface App {
  readonly handler: YogaServerInstance<object, Context>;
  /** Reads a release that was published just now, without waiting to hear of it. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export async function createApp({ database, limits, log, clock }: AppOptions): Promise<App> {
  const current = new CurrentRelease(database, held, log);
  await current.open();
  const handler = createYoga<object, Context>({
    schema: buildSchema(),
    context: async (): Promise<Context> => ({
      database,
      release: await current.get(),
      today: dayInPoland(clock()),
      requestId: randomUUID(),
    }),
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: { title: 'Węzeł' },
    renderGraphiQL,
    cors: { origin: '*', credentials: false },
    maskedErrors: { maskError: errorMasker(log) },
    logging: false,
    plugins: [useHealth(database, current), useTokenLimit(limits), useDocumentLimits(limits), useCostLimit(limits)],
  });
  return { handler, refresh: () => current.refresh(), close: () => current.close() };
}
