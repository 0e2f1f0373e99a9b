/** Bounds on what one operation may ask for, checked before anything is executed. */
import type { Plugin } from '@envelop/core';
import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Limits } from '#config';

const code = 'QUERY_TOO_LARGE';

/** Stops reading a document at its n-th token, before it costs memory. */
export function useTokenLimit({ documentTokens }: Limits): Plugin {
  return {
    onParse({ parseFn, setParseFn }) {
      setParseFn((source, options) => parseFn(source, { ...options, maxTokens: documentTokens }));
    },
  };
}

export function useDocumentLimits(limits: Limits): Plugin {
  const rule = documentLimits(limits);
  return { onValidate: ({ addValidationRule }) => addValidationRule(rule) };
}

/** Refuses an operation whose cost (each field 1, times the entries asked for of the lists it is in) is too high. */
export function useCostLimit({ cost }: Limits): Plugin {
  return {
    onExecute({ args: { schema, document, variableValues, contextValue, operationName }, setResultAndStopExecution }) {
      const { complexity } = complexityFromQuery(onlyOperation(document, operationName), {
        schema,
        ctx: contextValue,
        variables: variableValues ?? {},
      });
      if (complexity <= cost) return;
      const message = `The operation costs ${Math.round(complexity)}; at most ${cost} is allowed. Ask for fewer fields or smaller pages.`;
      setResultAndStopExecution({ errors: [new GraphQLError(message, { extensions: { code } })] });
    },
  };
}

/** The cost is counted of the first operation in a document, so the others are left out. */
function onlyOperation(document: DocumentNode, name: string | null | undefined): DocumentNode {
  const definitions = document.definitions.filter(
    (definition) => definition.kind !== Kind.OPERATION_DEFINITION || name == null || definition.name?.value === name,
  );
  return definitions.length === document.definitions.length ? document : { ...document, definitions };
}

/** Depth and aliases are counted through fragments, so that neither can be hidden in them. */
function documentLimits({ depth, aliases }: Limits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      const measured = measure(operation.selectionSet, context, new Map());
      const refuse = (what: string, found: number, most: number): void =>
        context.reportError(
          new GraphQLError(`The operation has ${found} ${what}; at most ${most} are allowed.`, {
            nodes: operation,
            extensions: { code },
          }),
        );
      if (measured.depth > depth) refuse('levels of fields', measured.depth, depth);
      if (measured.aliases > aliases) refuse('aliases', measured.aliases, aliases);
    },
  });
}

interface Measure {
  readonly depth: number;
  readonly aliases: number;
}

/** Each fragment is measured once; one that contains itself is left to the rule against that. */
function measure(set: SelectionSetNode, context: ValidationContext, known: Map<string, Measure>): Measure {
  let depth = 0;
  let aliases = 0;
  for (const selection of set.selections) {
    let inner: Measure = { depth: 0, aliases: 0 };
    if (selection.kind === Kind.FRAGMENT_SPREAD) inner = measureFragment(selection.name.value, context, known);
    else if (selection.selectionSet) inner = measure(selection.selectionSet, context, known);
    const isField = selection.kind === Kind.FIELD;
    depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
    aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
  }
  return { depth, aliases };
}

function measureFragment(name: string, context: ValidationContext, known: Map<string, Measure>): Measure {
  const found = known.get(name);
  if (found !== undefined) return found;
  known.set(name, { depth: 0, aliases: 0 });
  const fragment = context.getFragment(name);
  const measured = fragment ? measure(fragment.selectionSet, context, known) : { depth: 0, aliases: 0 };
  known.set(name, measured);
  return measured;
}
