/**
 * What becomes of ids that were given before. A unit is named by the first code it is known under, which an older register
 * may move back, and a register between two others may show that two units are one, or that a code was another unit's
 * then. An id that was given once stays: it leads to the unit that has, or had, the code of its own unit on the same day.
 */
import type { DerivedUnit } from '../history/derive.ts';
import type { IsoDate } from '../model.ts';
import type { RegistryUnit } from '../reference-data.ts';
import type { KnownUnit, MergedId } from '../store.ts';

export interface Identities {
  /** Ids that lead elsewhere than before, or nowhere. */
  readonly merged: readonly MergedId[];
  /** Ids that are another unit's by now, with the ids of the units that they meant: rows that name them have to follow. */
  readonly moved: ReadonlyMap<string, string>;
}

/** `former` are units as they were, at least those whose history differs now. */
export function identitiesSince(
  known: readonly KnownUnit[],
  former: readonly RegistryUnit[],
  after: readonly DerivedUnit[],
): Identities {
  const now = new Set(after.map(({ id }) => id));
  const bearers = new CodeBearers(after);
  const successors = new Map(former.map((unit) => [unit.id, bearers.successorOf(unit)]));
  const merged: MergedId[] = [];
  const moved = new Map<string, string>();
  for (const { id, fingerprint, mergedIntoId } of known) {
    const meant = mergedIntoId ?? id;
    const into = successors.get(meant) ?? (now.has(meant) ? meant : null);
    if (now.has(id)) {
      const isNewlyGiven = fingerprint === '' && mergedIntoId === null;
      if (into !== null && into !== id && !isNewlyGiven) moved.set(id, into);
    } else if (into !== mergedIntoId || fingerprint !== '') merged.push({ id, into });
  }
  return { merged, moved };
}

interface Bearer {
  readonly id: string;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** Which unit had a code on a day. */
class CodeBearers {
  readonly #bearers = new Map<string, Bearer[]>();

  constructor(units: readonly DerivedUnit[]) {
    for (const { id, versions } of units) {
      for (const { terc, validFrom, validTo } of versions) {
        const bearer = { id, from: validFrom, to: validTo };
        const others = this.#bearers.get(terc);
        if (others === undefined) this.#bearers.set(terc, [bearer]);
        else others.push(bearer);
      }
    }
  }

  /** Of a unit that is two by now the one that keeps its id. */
  successorOf({ id, versions }: RegistryUnit): string | undefined {
    const ids = versions.flatMap(({ terc, validFrom }) => this.#bearerOn(terc, validFrom) ?? []);
    return ids.includes(id) ? id : ids[0];
  }

  #bearerOn(terc: string, day: IsoDate): string | undefined {
    return this.#bearers.get(terc)?.find(({ from, to }) => from <= day && (to === null || day < to))?.id;
  }
}
