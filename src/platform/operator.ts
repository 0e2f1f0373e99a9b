/** Who runs the hub, as its accessibility statement names them; null: not stated. */
export interface Operator {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

export const unknownOperator: Operator = { name: null, email: null, phone: null };
