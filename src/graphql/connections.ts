/** One connection type for each type of entry, shared by all lists of it, so that one fragment serves everywhere. */
import type { ObjectRef, OutputType } from '@pothos/core';
import { builder, type SchemaTypes, type TotalCount } from './builder.ts';

type Shape<Entry> = PothosSchemaTypes.ConnectionShapeHelper<SchemaTypes, Entry, false>['shape'];

const connections = new Map<unknown, unknown>();

/** The second argument of `t.connection`: the connection type of the type of its entries. */
export function connectionOf<Entry>(type: OutputType<SchemaTypes> & { readonly name: string; $inferType: Entry }) {
  const { name } = type;
  const known = connections.get(type) ?? create(name, type);
  connections.set(type, known);
  return known as ObjectRef<SchemaTypes, Shape<Entry> & { totalCount: TotalCount }>;
}

function create(name: string, type: OutputType<SchemaTypes>): unknown {
  return builder.connectionObject(
    { type, name: `${name}Connection`, description: `A page of a list whose entries are of the type ${name} (Relay).` },
    { name: `${name}Edge`, description: `An entry of the type ${name} and its place in the list.` },
  );
}
