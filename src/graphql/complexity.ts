/** The option `complexity` of a field, from which cost.ts computes and print.ts writes `@cost`: a Pothos plugin. */
import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type InputShapeFromFields,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';

/** What a field costs: points for itself, and how many entries it returns, each with what is selected of it. */
export type Complexity = number | { readonly field?: number; readonly multiplier?: number };

/** What a client can know of a complexity that depends on arguments. */
export interface StatedCost {
  /** Points for the field itself, at least. */
  readonly weight: number;
  /** Arguments that raise the weight. */
  readonly raisedBy?: readonly string[];
  /** Arguments that multiply what is selected: by their value, or by the number of their entries. */
  readonly multipliedBy?: readonly string[];
  /** Entries without any of them. */
  readonly assumedSize?: number;
}

/** A complexity by arguments, and what the schema states of it. */
export function weighed<T extends (args: never) => object>(
  cost: StatedCost,
  complexity: T,
): T & { readonly cost: StatedCost } {
  return Object.assign(complexity, { cost });
}

class ComplexityPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { complexity } = field.pothosOptions;
    return complexity === undefined ? field : { ...field, extensions: { ...field.extensions, complexity } };
  }
}

export const complexityPlugin = 'complexity';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      complexity: ComplexityPlugin<Types>;
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
      complexity?: Complexity | ((args: InputShapeFromFields<Args>) => Complexity);
    }
    // biome-ignore-end lint/correctness/noUnusedVariables: see above.
  }
}

SchemaBuilder.registerPlugin(complexityPlugin, ComplexityPlugin);
