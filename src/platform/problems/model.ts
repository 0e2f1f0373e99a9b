/** What an import could not take or not join for certain, and how it joined what it did. */

export const problemKinds = [
  'ROW_REJECTED',
  'UNIT_NOT_FOUND',
  'UNIT_AMBIGUOUS',
  'UNIT_UNCERTAIN',
  'OFFICE_NOT_FOUND',
  'OFFICE_AMBIGUOUS',
  'INVALID_NUMBER',
  'INVALID_VALUE',
  'CUT_TEXT',
  'FOREIGN_PLACE',
  'PERSONAL_DATA',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Something that a text or code may mean. */
export interface MatchCandidate {
  /** The GraphQL type and the id inside it: `TerritorialUnit`, `Office` … */
  readonly type: string;
  readonly id: string;
  /** What it was called when it was found. */
  readonly label: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** How it was found: one of `MatchMethod` in #graphql/matches.ts. */
  readonly method: string;
}

/** How one thing that a row names was joined to what the hub knows; kept beside the row. */
export interface Match {
  /** The field that was filled so, as GraphQL names it: `servesUnit`, `seat`, `beneficiary` … */
  readonly field: string;
  /** What the row says, as it stands there. */
  readonly text: string | null;
  /** Best first; the first is the one that was taken, when `taken` says so. */
  readonly candidates: readonly MatchCandidate[];
  readonly taken: boolean;
}

export interface Problem {
  readonly kind: ProblemKind;
  readonly row: number;
  readonly column: string | null;
  /** What is wrong and how to fix it. */
  readonly reason: string;
  /** The cell or row as it stands in the file; never personal data. */
  readonly original: string;
  readonly candidates?: readonly MatchCandidate[];
}
