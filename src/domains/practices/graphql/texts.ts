/** Texts in two languages, and the long ones that wait in the database until they are asked for. */
import type { SchemaTypes } from '#graphql/builder.ts';
import type { Context } from '#graphql/context.ts';
import { Language } from '#graphql/scalars.ts';
import type { Details, Entry, LocalText, RecordKind } from '../model.ts';

export type Fields<T> = PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, T>;
type MaybePromise<T> = T | Promise<T>;

export function inLanguage(text: LocalText, lang: 'PL' | 'EN'): string {
  if (typeof text === 'string') return text;
  return lang === 'EN' ? text.en : text.pl;
}

function langArgument<T extends object>(t: Fields<T>) {
  return { lang: t.arg({ type: Language, defaultValue: 'PL', required: true, description: 'The language.' }) };
}

export function title<T extends object>(
  t: Fields<T>,
  description: string,
  of: (value: T, context: Context) => LocalText,
) {
  return t.string({
    description,
    args: langArgument(t),
    resolve: (value, { lang }, context) => inLanguage(of(value as T, context), lang),
  });
}

/** A text that may be missing. */
export function text<T extends object>(
  t: Fields<T>,
  description: string,
  of: (value: T, context: Context) => MaybePromise<LocalText | undefined>,
) {
  return t.string({
    nullable: true,
    description,
    args: langArgument(t),
    resolve: async (value, { lang }, context) => {
      const found = await of(value as T, context);
      return found === undefined ? null : inLanguage(found, lang);
    },
  });
}

export function texts<T extends object>(
  t: Fields<T>,
  description: string,
  of: (value: T, context: Context) => MaybePromise<readonly LocalText[] | undefined>,
) {
  return t.stringList({
    description,
    args: langArgument(t),
    resolve: async (value, { lang }, context) =>
      ((await of(value as T, context)) ?? []).map((one) => inLanguage(one, lang)),
  });
}

/** The long texts of an entry; those of all entries in an answer come with one statement. */
export function detailOf<K extends RecordKind>(entry: Entry<K>, context: Context): Promise<Details[K]> {
  return context.loaders.practices.details.load(entry) as Promise<Details[K]>;
}
