/** `nodes(ids)`: an id that is none costs its own place alone, so that a caller who keeps a hundred of them loses one. */
import { resolveNodes } from '@pothos/plugin-relay';
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { BadInputError } from '#platform/errors.ts';
import { builder, checkIsNode, idOf } from './builder.ts';
import type { Context } from './context.ts';

builder.queryField('nodes', (t) =>
  t.field({
    type: [builder.nodeInterfaceRef()],
    nullable: { list: false, items: true },
    description:
      'Objects by their global ids, at most 100 (another number where `limits.nodes` says so), in the order asked; null for each that there is none of. An id that the hub never gave is null, too, and an error says so at its place.',
    args: { ids: t.arg.idList({ required: true, description: 'Global ids, from the field `id`.' }) },
    complexity: ({ ids }) => ({ field: 1, multiplier: Math.max(1, ids.length) }),
    resolve: (_root, { ids }, context, info) => {
      if (ids.length > context.limits.nodes) throw tooMany(ids.length, context.limits.nodes);
      return nodesOf(ids, context, info) as Promise<null[]>;
    },
  }),
);

/** An Error in the list becomes null and an error at its place. */
async function nodesOf(ids: readonly string[], context: Context, info: GraphQLResolveInfo): Promise<unknown[]> {
  const decoded = ids.map((id) => decode(id, info.schema));
  const found = await resolveNodes(
    builder,
    context,
    info,
    decoded.map((id) => (id instanceof Error ? null : id)),
  );
  return found.map((node, index) => (decoded[index] instanceof Error ? decoded[index] : node));
}

function decode(globalId: string, schema: GraphQLSchema): { typename: string; id: unknown } | Error {
  try {
    const decoded = idOf(globalId);
    checkIsNode(decoded, schema);
    return { typename: decoded.typename, id: keyOf(decoded, schema) };
  } catch (error) {
    if (error instanceof BadInputError) return error;
    throw error;
  }
}

/** What the node's loader takes: Pothos keeps the `parse` of a node's id in its extensions. */
function keyOf({ typename, id }: { typename: string; id: string }, schema: GraphQLSchema): unknown {
  const parse: unknown = schema.getType(typename)?.extensions['pothosParseGlobalID'];
  return typeof parse === 'function' ? (parse(id) as unknown) : id;
}

function tooMany(count: number, most: number): BadInputError {
  return new BadInputError(`${count} ids were asked for at once.`, `Ask for at most ${most}.`, {
    polish: `Poproszono o ${count} identyfikatorów naraz. Poproś o najwyżej ${most}.`,
  });
}
