/** Yoga's pipeline without its HTTP: whatever plugin it gets sees every operation. */
import { useGraphQlJit } from '@envelop/graphql-jit';
import { execute as interpret } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { CostModel } from '#graphql/cost.ts';
import { Compiling } from './compiling.ts';
import type { Grammar } from './documents.ts';
import type { Engine } from './run.ts';

/** Of one document. Each that names what may have been meant takes as long as all names take to be compared. */
const maxErrors = 20;

type EngineParts = Omit<Engine, 'schema' | 'costs' | 'execute'>;

/** Yoga's own executor takes an object with a field that is called `then` for a promise; graphql-js does not. */
function useGraphqlJs(): Plugin {
  return { onExecute: ({ setExecuteFn }) => setExecuteFn(interpret) };
}

/** `codeBytes`: for the code of compiled documents. */
export function createEngine(schema: Engine['schema'], parts: EngineParts, codeBytes: number): Engine & Grammar {
  const compiling = new Compiling(codeBytes);
  const yoga = createYoga({
    schema,
    parserAndValidationCache: false,
    maskedErrors: false,
    logging: false,
    plugins: [useGraphqlJs(), useGraphQlJit({}, { enableIf: ({ document }) => compiling.isCompiled(document) })],
  });
  const { parse, validate, execute } = yoga.getEnveloped({} as never);
  const executeIt = execute as Engine['execute'];
  return {
    ...parts,
    schema,
    costs: new CostModel(schema, parts.limits.pageEntries),
    // An event of a subscription executes its selection once; the pipeline would subscribe anew.
    execute: (args) =>
      args.contextValue.announced === undefined
        ? executeIt({ ...args, document: compiling.documentFor(args) })
        : interpret(args),
    parse: parse as (text: string, options: object) => ReturnType<typeof parse>,
    validate: (document: Parameters<typeof validate>[1]) => validate(schema, document, undefined, { maxErrors }),
  };
}
