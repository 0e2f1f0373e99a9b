/**
 * Every mutation takes an idempotency key: sent again with it, because no response came, it is not done twice. This Pothos plugin
 * keeps the rule for all domains, whose resolvers know nothing of it; what they return has `userErrors`.
 */
import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import type { Context } from './context.ts';
import type { UserError, UserErrorCode } from './user-error-codes.ts';

const idempotencyKey = 'idempotencyKey';
const maxLength = 100;
const description = `A text of the caller, best a random one, of at most ${maxLength} characters. The same mutation with the same key within a day is done once, and returns the same. Without it the header Idempotency-Key counts.`;

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object, unknown>;

interface Payload {
  readonly userErrors: readonly UserError[];
}

class IdempotencyPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (!takesKey(field)) return field;
    const type = { kind: 'Scalar', ref: this.builder.configStore.getInputTypeRef('String'), required: false } as const;
    const argument = {
      kind: 'Arg',
      graphqlKind: 'Arg',
      name: idempotencyKey,
      parentField: field.name,
      parentType: field.parentType,
      type,
      description,
      pothosOptions: {},
    } as unknown as PothosInputFieldConfig<Types>;
    return { ...field, args: { ...field.args, [idempotencyKey]: argument } };
  }

  override wrapResolve(resolver: Resolver<Types>, field: PothosOutputFieldConfig<Types>): Resolver<Types> {
    if (!takesKey(field)) return resolver;
    return async (parent, { [idempotencyKey]: key, ...args }: { [idempotencyKey]?: string | null }, context, info) => {
      const { contributor } = context as Context;
      if (contributor === null) return resolver(parent, args, context, info);
      const given = key ?? contributor.requestKey;
      if (given === null) return resolver(parent, args, context, info);
      if (given.length > maxLength) return refused('TOO_LONG');
      // The key of a request is that of each of its mutations, which differ by their names in the response.
      const ofField = key == null ? `${given} ${info.path.key}` : given;
      const request = { key: ofField, mutation: field.name, input: args };
      const outcome = await contributor.once(
        request,
        async () => (await resolver(parent, args, context, info)) as Payload,
      );
      return typeof outcome === 'string' ? refused(outcome) : outcome;
    };
  }
}

function takesKey<Types extends SchemaTypes>({ parentType, pothosOptions }: PothosOutputFieldConfig<Types>): boolean {
  return parentType === 'Mutation' && pothosOptions.isIdempotent !== true;
}

function refused(code: UserErrorCode): Payload {
  return { userErrors: [{ code, path: [idempotencyKey] }] };
}

export const idempotencyPlugin = 'idempotency';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      idempotency: IdempotencyPlugin<Types>;
    }

    // biome-ignore-start lint/correctness/noUnusedVariables: an interface is merged only with the same parameters.
    export interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      /** Of a mutation: to send it again does nothing, and it takes no key. */
      isIdempotent?: boolean;
    }
    // biome-ignore-end lint/correctness/noUnusedVariables: see above.
  }
}

SchemaBuilder.registerPlugin(idempotencyPlugin, IdempotencyPlugin);
