/**
 * The argument `lang` of every field is optional: without it the language is that of the request (Accept-Language). This Pothos
 * plugin keeps the rule for all domains, whose resolvers always get a language.
 */
import SchemaBuilder, {
  BasePlugin,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type SchemaTypes,
} from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import type { Context } from './context.ts';

const argument = 'lang';
const description = 'The language; without it that of the header `Accept-Language`, else Polish.';

class LanguagePlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onInputFieldConfig(field: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    if (field.kind !== 'Arg' || field.name !== argument) return field;
    const { defaultValue: _, ...rest } = field;
    return { ...rest, description, type: { ...field.type, required: false } };
  }

  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object, unknown>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object, unknown> {
    if (!(argument in field.args)) return resolver;
    return (parent, args, context, info) => {
      const { lang } = args as { readonly lang?: Context['lang'] | null };
      const given = lang == null ? { ...args, lang: (context as Context).lang } : args;
      return resolver(parent, given, context, info);
    };
  }
}

export const languagePlugin = 'language';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      language: LanguagePlugin<Types>;
    }
  }
}

SchemaBuilder.registerPlugin(languagePlugin, LanguagePlugin);
