/**
 * What a row of a list states of a project in one cell and the project keeps in one column. Each stands here once: the reader, the
 * staging table and the merge follow by name. The first ones are in the digest of a row in this order, so that a new one
 * comes last.
 */
export const statedFacts = {
  value: 'amount',
  eligibleCost: 'amount',
  publicSupport: 'amount',
  euContribution: 'amount',
  euRate: 'amount',
  /** Złote for one euro. */
  euroRate: 'amount',
  startsOn: 'day',
  endsOn: 'day',
  signedOn: 'day',
  isCompleted: 'flag',
  theme: 'text',
} as const satisfies Readonly<Record<string, FactKind>>;

type FactKind = 'amount' | 'day' | 'flag' | 'text';
export type FactName = keyof typeof statedFacts;

/** Amounts and rates are decimal text (`1234.5`), days ISO. */
export type StatedFacts = {
  readonly [Name in FactName]: ((typeof statedFacts)[Name] extends 'flag' ? boolean : string) | null;
};

export const factNames = Object.keys(statedFacts) as FactName[];

/** The type of a column in PostgreSQL. */
export const columnTypes = { amount: 'numeric', day: 'date', flag: 'bool', text: 'text' } as const satisfies Readonly<
  Record<FactKind, string>
>;

type SnakeCase<Name extends string> = Name extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? Letter : `_${Lowercase<Letter>}`}${SnakeCase<Rest>}`
  : Name;

export type FactColumn = SnakeCase<FactName>;

/** In the order of `factNames`. */
export const factColumns = factNames.map(
  (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) as FactColumn,
);
