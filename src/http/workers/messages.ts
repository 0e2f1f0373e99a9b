/** What the main thread and its worker threads say to each other. */
import type { GraphQLFormattedError } from 'graphql';
import type { Limits } from '#config';
import type { Executed } from '#http/graphql/executed.ts';
import type { RunFacts } from '#http/graphql/run.ts';
import type { DatabaseServers, PoolUse, StatementSpan } from '#platform/database/index.ts';
import type { MessageLanguage } from '#platform/errors.ts';
import type { LogSettings } from '#platform/logging.ts';

/** What a thread begins with. */
export interface ThreadSettings {
  readonly databaseUrl: string;
  readonly servers: DatabaseServers;
  readonly limits: Limits;
  readonly publicUrl: string;
  readonly log: LogSettings;
}

/** An operation, as its caller sent it: what the main thread found of it is found anew. */
export interface Task {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The same for the same document, operation and variables. */
  readonly responseKey: string;
  readonly facts: RunFacts;
  readonly language: MessageLanguage;
  readonly isTraced: boolean;
}

export type ToThread =
  | { readonly type: 'run'; readonly id: number; readonly task: Task }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'located'; readonly databaseUrl: string }
  | { readonly type: 'pools' }
  | { readonly type: 'stop' };

export type FromThread =
  | { readonly type: 'ready' }
  | { readonly type: 'locate' }
  | { readonly type: 'pools'; readonly uses: readonly PoolUse[] }
  | {
      readonly type: 'done';
      readonly id: number;
      readonly statements: number;
      readonly spans?: readonly StatementSpan[] | undefined;
      readonly executed: Executed;
    }
  | {
      readonly type: 'failed';
      readonly id: number;
      readonly statements: number;
      readonly spans?: readonly StatementSpan[] | undefined;
      readonly error: GraphQLFormattedError;
    };
