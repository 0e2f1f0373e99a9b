/** Fields that many types of this domain have, each named by the columns of its model. */
import type { FieldRef, ObjectRef } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { SchemaTypes } from '#graphql/builder.ts';
import { connectionOf } from '#graphql/connections.ts';
import type { Context } from '#graphql/context.ts';
import { linkedPage } from '#graphql/lists/linked.ts';
import type { ListKind } from '#graphql/lists/links.ts';
import { type PageArguments, pageComplexity } from '#graphql/pages.ts';
import { selectionOfEntries } from '#graphql/rows.ts';
import { Language } from '#graphql/scalars.ts';
import type { LocalText } from '../model.ts';
import { inLanguage } from './language.ts';
import type { ListArguments } from './lists/arguments.ts';
import { listInputOf } from './lists/index.ts';
import { PartialDate } from './parts.ts';

type Models = SchemaTypes['PrismaTypes'];
type ModelName = keyof Models;
type Column<M extends ModelName> = keyof Models[M]['Shape'] & string;
type Field = FieldRef<SchemaTypes>;
type Lang = 'PL' | 'EN';
export type Node = ObjectRef<SchemaTypes, object> & { readonly name: string };
type Row = Readonly<Record<string, unknown>>;

/** Any builder of fields: the columns below are checked against the model, so its own checks are not needed. */
interface Fields {
  string(options: never): Field;
  stringList(options: never): Field;
  field(options: never): Field;
  connection(...options: never): Field;
  readonly arg: (options: never) => unknown;
}

export function langArgument(t: Fields) {
  return { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' } as never) };
}

/** Fields of one model. */
export class FieldsOf<M extends ModelName> {
  /** A text in two columns, Polish where there is no English. */
  text(t: Fields, pl: Column<M>, en: Column<M>, description: string): Field {
    return t.string({ ...this.#text(t, pl, en, description), nullable: true } as never);
  }

  /** A text that every row has. */
  title(t: Fields, pl: Column<M>, en: Column<M>, description: string): Field {
    return t.string(this.#text(t, pl, en, description) as never);
  }

  #text(t: Fields, pl: Column<M>, en: Column<M>, description: string) {
    return {
      description,
      args: langArgument(t),
      select: { [pl]: true, [en]: true },
      resolve: (row: Row, { lang }: { lang: Lang }) => (lang === 'EN' ? (row[en] ?? row[pl]) : row[pl]),
    };
  }

  /** A list of texts in one column. */
  texts(t: Fields, column: Column<M>, description: string): Field {
    return t.stringList({
      description,
      args: langArgument(t),
      select: { [column]: true },
      resolve: (row: Row, { lang }: { lang: Lang }) =>
        ((row[column] ?? []) as readonly LocalText[]).map((text) => inLanguage(text, lang)),
    } as never);
  }

  /** A list of values of a type in one column. */
  values<Value>(t: Fields, column: Column<M>, type: ObjectRef<SchemaTypes, Value>, description: string): Field {
    return t.field({
      type: [type],
      description,
      select: { [column]: true },
      resolve: (row: Row) => row[column] ?? [],
    } as never);
  }

  partialDate(t: Fields, column: Column<M>, description: string): Field {
    return t.field({
      type: PartialDate,
      nullable: true,
      description,
      select: { [column]: true },
      resolve: (row: Row) => row[column],
    } as never);
  }

  /** The exact day; null where only a month or year is known. */
  day(t: Fields, column: Column<M>, description: string): Field {
    return t.field({
      type: 'Date',
      nullable: true,
      description,
      select: { [column]: true },
      resolve: (row: Row) => (String(row[column]).length === 10 ? row[column] : null),
    } as never);
  }

  /** The row to which a column leads. */
  one(
    t: Fields,
    column: Column<M>,
    type: Node,
    load: (context: Context, key: string, info: GraphQLResolveInfo) => Promise<object | null>,
    description: string,
    nullable = false,
  ): Field {
    return t.field({
      type,
      nullable,
      description,
      select: { [column]: true },
      resolve: (row: Row, _args: object, context: Context, info: GraphQLResolveInfo) =>
        row[column] === null ? null : load(context, String(row[column]), info),
    } as never);
  }

  /** The rows that belong to this one. */
  many(
    t: Fields,
    key: Column<M>,
    type: Node,
    load: (context: Context, key: string, info: GraphQLResolveInfo) => Promise<object[]>,
    description: string,
    complexity?: object,
  ): Field {
    return t.field({
      type: [type],
      description,
      ...(complexity === undefined ? {} : { complexity }),
      select: { [key]: true },
      resolve: (row: Row, _args: object, context: Context, info: GraphQLResolveInfo) =>
        load(context, String(row[key]), info),
    } as never);
  }

  /** The same with the filter and order of all lists of the type. */
  filtered(
    t: Fields,
    key: Column<M>,
    type: Node,
    load: (context: Context, key: string, info: GraphQLResolveInfo, list: ListArguments) => Promise<object[]>,
    description: string,
  ): Field {
    const input = listInputOf(type.name);
    if (input === undefined) throw new Error(`Lists of ${type.name} take no filter`);
    return t.field({
      type: [type],
      description,
      args: input.args,
      select: { [key]: true },
      resolve: async (row: Row, given: object, context: Context, info: GraphQLResolveInfo) =>
        load(context, String(row[key]), info, await input.read(given as never, context)),
    } as never);
  }

  /** A page of the rows that lead to this one. */
  linked(t: Fields, key: Column<M>, type: Node, kind: ListKind, description: string): Field {
    return linkedField(t, type, kind, description, (row: Row) => [String(row[key])], { [key]: true });
  }
}

/** A page of the rows that lead to an object; its filter and order are those of all lists of its type. */
export function linkedField<Parent>(
  t: Fields,
  type: Node,
  kind: ListKind,
  description: string,
  keysOf: (parent: Parent, context: Context, args: never) => readonly string[],
  select?: object,
  args?: object,
): Field {
  const input = listInputOf(type.name);
  const field = {
    type,
    description,
    complexity: pageComplexity,
    ...(select === undefined ? {} : { select }),
    args: { ...input?.args, ...args },
    resolve: async (parent: Parent, given: PageArguments, context: Context, info: GraphQLResolveInfo) => {
      const selection = selectionOfEntries(type.name, context, info);
      const keys = keysOf(parent, context, given as never);
      return linkedPage(context, { kind, keys, ...(await input?.read(given as never, context)) }, given, selection);
    },
  };
  return t.connection(...([field, connectionOf(type)] as never));
}
