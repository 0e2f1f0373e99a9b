/**
 * Rows that come from the hub's own loaders have every column that their document needs (rows.ts). Pothos's prisma plugin
 * would look that up again for each field of each row, which costs a list of 50 more than reading it; so a row that is
 * marked goes straight to the resolver, and any other goes the plugin's way, which reads what is missing.
 */
import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';

const loaded = Symbol('row with all selected columns');

/** Marks a row as one that has all columns that were selected for it. */
export function markLoaded<Row extends object>(row: Row): Row {
  (row as { [loaded]?: true })[loaded] = true;
  return row;
}

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object, unknown>;

/** What resolves each field without the prisma plugin. */
const innerResolvers = new Map<string, GraphQLFieldResolver<never, never, object, unknown>>();

const nameOf = ({ parentType, name }: { parentType: string; name: string }): string => `${parentType}.${name}`;

/** Stands behind the prisma plugin in the list of plugins and sees each resolver before it. */
class InnerPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(resolver: Resolver<Types>, field: PothosOutputFieldConfig<Types>): Resolver<Types> {
    if (field.kind === 'PrismaObject') innerResolvers.set(nameOf(field), resolver as never);
    return resolver;
  }
}

/** Stands before the prisma plugin and chooses. */
class OuterPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(resolver: Resolver<Types>, field: PothosOutputFieldConfig<Types>): Resolver<Types> {
    const inner = innerResolvers.get(nameOf(field)) as Resolver<Types> | undefined;
    if (inner === undefined || inner === resolver) return resolver;
    return (parent, args, context, info) =>
      (parent as { [loaded]?: true } | null)?.[loaded] === true
        ? inner(parent, args, context, info)
        : resolver(parent, args, context, info);
  }
}

export const loadedRowsInner = 'loadedRowsInner';
export const loadedRowsOuter = 'loadedRowsOuter';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      loadedRowsInner: InnerPlugin<Types>;
      loadedRowsOuter: OuterPlugin<Types>;
    }
  }
}

SchemaBuilder.registerPlugin(loadedRowsInner, InnerPlugin);
SchemaBuilder.registerPlugin(loadedRowsOuter, OuterPlugin);
