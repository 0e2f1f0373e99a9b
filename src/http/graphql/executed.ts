/** What an operation gave, in a form that can pass between threads: the data as JSON, the errors as they are sent. */
import type { GraphQLFormattedError } from 'graphql';
import { presentError, type Reporting } from '#graphql/errors.ts';
import { checkAnswerLength } from './answer-length.ts';
import type { ValidDocument } from './documents.ts';
import { run } from './one-release.ts';
import type { Params } from './params.ts';
import type { Engine, Outcome, RunFacts, RunParts } from './run.ts';

export interface Executed {
  /** Null where the errors leave none. */
  readonly data: string | Uint8Array<ArrayBuffer> | null;
  /** Whether any field at the top has a value. */
  readonly hasData: boolean;
  readonly errors: readonly GraphQLFormattedError[] | null;
  readonly release: number;
  readonly releasedAt: Date | null;
  readonly dependsOnToday: boolean;
  readonly isPrivate: boolean;
}

export async function executeHere(
  engine: Engine,
  document: ValidDocument,
  params: Params,
  facts: RunFacts,
  { reporting, ...parts }: RunParts & { readonly reporting: Reporting },
): Promise<Executed> {
  return executedOf(await run(engine, document, params, facts, parts), reporting);
}

function executedOf({ result, context }: Outcome, reporting: Reporting): Executed {
  checkAnswerLength(result.data);
  return {
    data: result.data == null ? null : JSON.stringify(result.data),
    hasData: Object.values(result.data ?? {}).some((value) => value !== null),
    errors: result.errors?.map((error) => presentError(error, reporting)) ?? null,
    release: context.release.number,
    releasedAt: context.release.releasedAt,
    dependsOnToday: context.dependsOnToday,
    isPrivate: context.isPrivate,
  };
}

/** The body of a response: what stands before the data, the data, and the extensions. */
export function jsonBody(before: object, data: Executed['data'], extensions: object): string | Buffer {
  const start = Object.entries(before).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`);
  const [head, tail] = [`{${start.join('')}"data":`, `,"extensions":${JSON.stringify(extensions)}}`];
  if (data === null || typeof data === 'string') return head + (data ?? 'null') + tail;
  return Buffer.concat([Buffer.from(head), data, Buffer.from(tail)]);
}
