/** The one way in which lists are ordered and filtered: their inputs `…Order` and their arguments `filter` and `orderBy`. */
import { builder, type SchemaTypes } from './builder.ts';

export type Direction = 'ASC' | 'DESC';

export interface Order<Field extends string> {
  readonly field: Field;
  readonly direction: Direction;
}

/** What the resolver of a list is given. */
export interface ListInput<Filter, Ordered> {
  readonly filter?: Filter | null | undefined;
  readonly orderBy?: Ordered | null | undefined;
}

const OrderDirection = builder.enumType('OrderDirection', {
  description: 'The direction of an order.',
  values: {
    ASC: { description: 'Ascending.' },
    DESC: { description: 'Descending.' },
  } as const,
});

export interface OrderOptions<Field extends string> {
  /** Of the listed objects: `Call` makes `CallOrder` and `CallOrderField`. */
  readonly typename: string;
  /** What is listed, such as `calls`. */
  readonly things: string;
  /** How equal ones are ordered, such as `by id`. */
  readonly ties?: string;
  /** The fields to order by, with their descriptions. */
  readonly fields: Readonly<Record<Field, string>>;
  readonly direction?: Direction;
}

type InputFields = PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>;

/** The fields of every order. */
export function orderFields<Field extends string>({ typename, things, fields, direction }: OrderOptions<Field>) {
  const values = Object.entries<string>(fields).map(([name, description]) => [name, { description }]);
  const OrderField = builder.enumType(`${typename}OrderField`, {
    description: `What ${things} are ordered by.`,
    values: Object.fromEntries(values) as Record<Field, { description: string }>,
  });
  return (t: InputFields) => ({
    field: t.field({ type: OrderField, required: true, description: 'The field to order by.' }),
    direction: t.field({
      type: OrderDirection,
      defaultValue: direction ?? 'ASC',
      required: true,
      description: 'The direction.',
    }),
  });
}

export function orderDescription({ things, ties }: Pick<OrderOptions<string>, 'things' | 'ties'>): string {
  return `The order of ${things}${ties === undefined ? '' : `; equal ones are ordered ${ties}`}.`;
}

type InputRef<Shape> = PothosSchemaTypes.InputObjectRef<SchemaTypes, Shape>;

export function orderInput<Field extends string>(options: OrderOptions<Field>): InputRef<Order<Field>> {
  const ref = builder.inputType(`${options.typename}Order`, {
    description: orderDescription(options),
    fields: orderFields(options),
  });
  // Pothos derives the shape from the fields, which TypeScript does not compute for a type parameter.
  return ref as unknown as InputRef<Order<Field>>;
}

/** The arguments of every list of some objects; `byDefault` is the order without one, such as `TITLE ascending`. */
export function listArgs<Filter, Ordered>(
  things: string,
  filter: InputRef<Filter>,
  order: InputRef<Ordered>,
  byDefault: string,
) {
  return builder.args((t) => ({
    filter: t.field({ type: filter, description: `Filters the ${things}.` }),
    orderBy: t.field({ type: order, description: `The order; by default ${byDefault}.` }),
  }));
}
