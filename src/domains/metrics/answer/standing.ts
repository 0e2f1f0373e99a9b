/** A metric among a group of units in one period, and where one of them stands. */
import type { UnitState } from '#registry';
import type { Flag } from '../flags.ts';
import type { MetricSlice } from '../read/slice.ts';
import { isAscendingBest, momentsOf, percentileCont, rankOf } from '../statistics.ts';

export interface Member {
  readonly state: UnitState;
  readonly value: number | null;
  readonly flag: Flag;
}

export interface RankedMember extends Member {
  readonly value: number;
  readonly rank: number;
  readonly tied: number;
}

/** Fewer say little about anybody's place. */
const minPeers = 5;

export class Group {
  readonly slice: MetricSlice;
  readonly members: readonly Member[];
  /** The values that are known, ascending. */
  readonly ascending: readonly number[];
  #ranked: readonly RankedMember[] | undefined;
  #summary: GroupSummary | undefined;

  constructor(slice: MetricSlice, states: readonly UnitState[]) {
    this.slice = slice;
    this.members = states.map((state) => {
      const measured = slice.values.get(state.unit.id);
      return { state, value: measured?.value ?? null, flag: measured?.flag ?? 'MISSING' };
    });
    const values = Float64Array.from(this.members.flatMap(({ value }) => (value === null ? [] : [value])));
    this.ascending = [...values.sort()];
  }

  /** How many entries it keeps in memory. */
  get size(): number {
    return this.members.length;
  }

  /** The best first; of equal values by code. */
  get ranked(): readonly RankedMember[] {
    this.#ranked ??= this.#rankAll();
    return this.#ranked;
  }

  #rankAll(): RankedMember[] {
    const sign = isAscendingBest(this.slice.metric.polarity) ? 1 : -1;
    // Members are in the order of their codes, and sorting is stable.
    const sorted = this.members
      .filter((member): member is Member & { readonly value: number } => member.value !== null)
      .sort((a, b) => sign * (a.value - b.value));
    const tied = new Map<number, number>();
    for (const { value } of sorted) tied.set(value, (tied.get(value) ?? -1) + 1);
    let rank = 0;
    return sorted.map((member, index) => {
      if (member.value !== sorted[index - 1]?.value) rank = index + 1;
      return { ...member, rank, tied: tied.get(member.value) ?? 0 };
    });
  }

  rank(value: number): number {
    return rankOf(value, this.ascending, this.slice.metric.polarity);
  }

  get best(): number | null {
    return (isAscendingBest(this.slice.metric.polarity) ? this.ascending[0] : this.ascending.at(-1)) ?? null;
  }

  get summary(): GroupSummary {
    this.#summary ??= summaryOf(this.ascending, this.members.length);
    return this.#summary;
  }

  /** Whether fewer than five others have a value. */
  isTooSmallFor(subject: string | null): boolean {
    const others = this.members.filter(({ state, value }) => value !== null && state.unit.id !== subject);
    return others.length < minPeers;
  }
}

export interface GroupSummary extends ReturnType<typeof summaryOf> {}

function summaryOf(ascending: readonly number[], members: number) {
  const { count, mean, deviation } = momentsOf(ascending);
  return {
    count,
    missing: members - count,
    mean,
    standardDeviation: deviation,
    minimum: ascending[0] ?? null,
    lowerQuartile: percentileCont(ascending, 0.25),
    median: percentileCont(ascending, 0.5),
    upperQuartile: percentileCont(ascending, 0.75),
    maximum: ascending.at(-1) ?? null,
  };
}
