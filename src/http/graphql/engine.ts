/** Yoga's pipeline without its HTTP: whatever plugin it gets sees every operation. */
import { useGraphQlJit } from '@envelop/graphql-jit';
import { createYoga } from 'graphql-yoga';
import { CostModel } from '#graphql/cost.ts';
import { isWorthCompiling } from './compiling.ts';
import type { Grammar } from './documents.ts';
import type { Engine } from './run.ts';

/** Of one document. Each that names what may have been meant takes as long as all names take to be compared. */
const maxErrors = 20;

type EngineParts = Omit<Engine, 'schema' | 'costs' | 'execute'>;

export function createEngine(schema: Engine['schema'], parts: EngineParts): Engine & Grammar {
  const yoga = createYoga({
    schema,
    parserAndValidationCache: false,
    maskedErrors: false,
    logging: false,
    plugins: [useGraphQlJit({}, { enableIf: isWorthCompiling() })],
  });
  const { parse, validate, execute } = yoga.getEnveloped({} as never);
  return {
    ...parts,
    schema,
    costs: new CostModel(schema, parts.limits.pageEntries),
    execute: execute as Engine['execute'],
    parse: parse as (text: string, options: object) => ReturnType<typeof parse>,
    validate: (document: Parameters<typeof validate>[1]) => validate(schema, document, undefined, { maxErrors }),
  };
}
