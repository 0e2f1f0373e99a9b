/**
 * A list that takes conditions or cursors is nullable, and so is everything at the root that takes any: an unknown metric, a wrong
 * filter or a cursor of another list is then an error at its place, and the rest of the answer stands. This Pothos plugin keeps the
 * rule for all domains.
 */
import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';

/** These cannot be wrong, or are checked before anything is executed. */
const harmless: ReadonlySet<string> = new Set(['first', 'last', 'lang']);

class NullableListsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const takesConditions = Object.keys(field.args).some((name) => !harmless.has(name));
    const isWanted =
      field.parentType === 'Query' ? takesConditions || this.#isList(field) : takesConditions && this.#isList(field);
    return isWanted ? { ...field, type: { ...field.type, nullable: true } } : field;
  }

  #isList({ type }: PothosOutputFieldConfig<Types>): boolean {
    return type.kind === 'List' || this.builder.configStore.getTypeConfig(type.ref).name.endsWith('Connection');
  }
}

export const nullableLists = 'nullableLists';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      nullableLists: NullableListsPlugin<Types>;
    }
  }
}

SchemaBuilder.registerPlugin(nullableLists, NullableListsPlugin);
