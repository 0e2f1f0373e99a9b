/** The connections of the pool: refused during an outage, observed for traces, and watched where tests want to see statements. */
import pg from 'pg';
import type { Outage } from './outage.ts';
import { poolerCheck } from './pooler.ts';
import { checkName, StatementBatch } from './statement-batch.ts';
import { statementListener, timed } from './statement-spans.ts';

type Done = (error: Error) => void;

export function clientClass(outage: Outage, onStatement?: (text: string) => void): new () => pg.ClientBase {
  class HubClient extends pg.Client {
    override connect(): Promise<pg.Client>;
    override connect(done: Done): void;
    override connect(done?: Done): unknown {
      try {
        outage.admit(this);
      } catch (error) {
        if (done === undefined) return Promise.reject(error as Error);
        process.nextTick(done, error as Error);
        return;
      }
      return done === undefined ? (super.connect() as unknown as Promise<pg.Client>) : super.connect(done);
    }

    override query(statement: unknown, values?: unknown, callback?: unknown): never {
      const send = super.query as (this: pg.Client, ...given: readonly unknown[]) => never;
      const onStatement = statementListener();
      // The statements of a batch are those of several operations, which time them.
      const isUnobserved = onStatement === undefined || statement instanceof StatementBatch;
      if (isUnobserved) return send.call(this, statement, values, callback);
      return timed(onStatement, [statement, values, callback], (...given) => send.apply(this, [...given])) as never;
    }
  }
  if (onStatement === undefined) return HubClient;
  return class WatchedClient extends HubClient {
    override query(...parameters: unknown[]): never {
      const [first] = parameters;
      if (first instanceof StatementBatch) {
        for (const { config } of first.statements) onStatement(config.text);
        return (super.query as (...rest: unknown[]) => never)(...parameters);
      }
      const { text, name }: Partial<pg.QueryConfig> =
        typeof first === 'string' ? { text: first } : (first as Partial<pg.QueryConfig>);
      // What each new connection prepares is none of anybody's.
      if (text !== undefined && name !== checkName && text !== poolerCheck) onStatement(text);
      return (super.query as (...rest: unknown[]) => never)(...parameters);
    }
  };
}
