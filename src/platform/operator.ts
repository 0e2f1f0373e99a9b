/** Who runs the hub, as catalogues and the accessibility statement name them; null: not stated. */
export interface Operator {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export const unknownOperator: Operator = { name: null, email: null, phone: null };
