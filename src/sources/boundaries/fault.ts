/** What keeps one feature from being taken; the others of the file are not touched by it. */
export class FeatureFault extends Error {
  /** The property at fault, or `geometry`. */
  readonly column: string | null;
  readonly kind: FaultKind;

  constructor(column: string | null, reason: string, kind: FaultKind = 'OTHER') {
    super(reason);
    this.column = column;
    this.kind = kind;
  }
}

export type FaultKind = 'COORDINATES' | 'OTHER';
