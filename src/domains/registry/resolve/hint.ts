/** What a word beside a name says of the unit that is meant. */
import type { TerritorialKind, TerritorialLevel } from '../model.ts';

export interface Hint {
  readonly level?: TerritorialLevel;
  readonly kinds?: readonly TerritorialKind[];
  /** Kinds of which the word is seldom said, though it may be: `G.` of GUS, `Urząd Gminy`. */
  readonly seldom?: readonly TerritorialKind[];
  /** The name is that of the town in which the powiat has its office. */
  readonly isSeat?: boolean;
}
