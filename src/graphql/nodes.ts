/** `nodes(ids)`: an id that is none costs its own place alone, so that a caller who keeps a hundred of them loses one. */
import { typeBrandKey } from '@pothos/core';
import { resolveNodes } from '@pothos/plugin-relay';
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { BadInputError } from '#platform/errors.ts';
import { builder, checkIsNode, idOf } from './builder.ts';
import type { Context } from './context.ts';

builder.queryField('node', (t) =>
  t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description: 'One object by its global id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'Global id, from the field `id`.' }) },
    complexity: 1,
    resolve: async (_root, { id }, context, info) => {
      const [node] = await nodesOf([id], context, info);
      if (node instanceof Error) throw node;
      return node as null;
    },
  }),
);

builder.queryField('nodes', (t) =>
  t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description:
      'Objects by their global ids, at most 100 (another number where `limits.nodes` says so), in the order requested; null for each that there is none of. An id that the hub never gave is null, too, and an error says so at its place.',
    args: { ids: t.arg.idList({ required: true, description: 'Global ids, from the field `id`.' }) },
    complexity: ({ ids }) => ({ field: 1, multiplier: Math.max(1, ids.length) }),
    resolve: (_root, { ids }, context, info) => {
      if (ids.length > context.limits.nodes) throw tooMany(ids.length, context.limits.nodes);
      return nodesOf(ids, context, info) as Promise<null[]>;
    },
  }),
);

/** Nodes of one type among those requested. */
interface OfType {
  readonly parse: (id: string) => unknown;
  readonly keys: unknown[];
  readonly places: number[];
}

/** An Error in the list becomes null and an error at its place. */
async function nodesOf(ids: readonly string[], context: Context, info: GraphQLResolveInfo): Promise<unknown[]> {
  const found: unknown[] = ids.map(() => null);
  const byType = new Map<string, OfType>();
  for (let place = 0; place < ids.length; place += 1) {
    try {
      const { typename, id } = idOf(ids[place] as string);
      const ofType = byType.get(typename) ?? firstOfType(typename, id, info.schema);
      ofType.keys.push(ofType.parse(id));
      ofType.places.push(place);
      byType.set(typename, ofType);
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      found[place] = error;
    }
  }
  const loadings = [...byType].map(async ([typename, { keys, places }]) => {
    const nodes = await loadNodes(typename, keys, context, info);
    for (const [index, place] of places.entries()) found[place] = nodes[index];
  });
  await Promise.all(loadings);
  return found;
}

/** Pothos keeps in its extensions what makes the text of a node's id what its loader takes. */
function firstOfType(typename: string, id: string, schema: GraphQLSchema): OfType {
  checkIsNode({ typename, id }, schema);
  const parse = schema.getType(typename)?.extensions['pothosParseGlobalID'];
  const isParsed = typeof parse === 'function';
  return { parse: isParsed ? (parse as OfType['parse']) : (text) => text, keys: [], places: [] };
}

type NodesByIds = (ids: readonly unknown[], context: Context, info: GraphQLResolveInfo) => Promise<readonly unknown[]>;

/** A type that is often requested by many ids has a loader for all of them; Pothos makes promises for each. */
async function loadNodes(
  typename: string,
  keys: readonly unknown[],
  context: Context,
  info: GraphQLResolveInfo,
): Promise<readonly unknown[]> {
  const own = info.schema.getType(typename)?.extensions['nodesByIds'] as NodesByIds | undefined;
  if (own !== undefined) {
    const nodes = await own(keys, context, info);
    for (const node of nodes) brand(node, typename);
    return nodes;
  }
  const globalIds = keys.map((id) => ({ typename, id }));
  return resolveNodes(builder, context, info, globalIds);
}

/** States to the interface what a node is, as `brandWithType` of Pothos does, but without defining a property each time. */
function brand(node: unknown, typename: string): void {
  if (typeof node === 'object' && node !== null) (node as { [typeBrandKey]?: string })[typeBrandKey] = typename;
}

function tooMany(count: number, max: number): BadInputError {
  return new BadInputError(`${count} ids were requested at once.`, `Ask for at most ${max}.`, {
    polish: `Poproszono o ${count} identyfikatorów naraz. Poproś o najwyżej ${max}.`,
  });
}
