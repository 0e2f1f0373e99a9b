/** A metric among a group of units in one period, and where one of them stands. */
import type { UnitState } from '#registry';
import type { Flag } from '../flags.ts';
import type { MetricSlice } from '../read/slice.ts';
import { countBelow, countUpTo, isAscendingBest, momentsOf, percentileCont, rankOf } from '../statistics.ts';

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
const fewestPeers = 5;

export class Group {
  readonly slice: MetricSlice;
  readonly members: readonly Member[];
  /** The values that are known, ascending. */
  readonly ascending: readonly number[];

  constructor(slice: MetricSlice, states: readonly UnitState[]) {
    this.slice = slice;
    this.members = states.map((state) => {
      const measured = slice.values.get(state.unit.id);
      return { state, value: measured?.value ?? null, flag: measured?.flag ?? 'MISSING' };
    });
    this.ascending = this.members.flatMap(({ value }) => (value === null ? [] : [value])).sort((a, b) => a - b);
  }

  /** The best first; of equal values by code. */
  ranked(): RankedMember[] {
    const sign = isAscendingBest(this.slice.metric.polarity) ? 1 : -1;
    const ranked = this.members.flatMap((member) => {
      const { value } = member;
      return value === null ? [] : [{ ...member, value, rank: this.rank(value), tied: this.#tied(value) }];
    });
    return ranked.toSorted(
      (a, b) => sign * (a.value - b.value) || (a.state.version.terc < b.state.version.terc ? -1 : 1),
    );
  }

  rank(value: number): number {
    return rankOf(value, this.ascending, this.slice.metric.polarity);
  }

  #tied(value: number): number {
    return countUpTo(this.ascending, value) - countBelow(this.ascending, value) - 1;
  }

  get best(): number | null {
    return (isAscendingBest(this.slice.metric.polarity) ? this.ascending[0] : this.ascending.at(-1)) ?? null;
  }

  get summary() {
    const { count, mean, deviation } = momentsOf(this.ascending);
    return {
      count,
      missing: this.members.length - count,
      mean,
      standardDeviation: deviation,
      minimum: this.ascending[0] ?? null,
      lowerQuartile: percentileCont(this.ascending, 0.25),
      median: percentileCont(this.ascending, 0.5),
      upperQuartile: percentileCont(this.ascending, 0.75),
      maximum: this.ascending.at(-1) ?? null,
    };
  }

  /** Whether fewer than five others have a value. */
  isTooSmallFor(subject: string | null): boolean {
    const others = this.members.filter(({ state, value }) => value !== null && state.unit.id !== subject);
    return others.length < fewestPeers;
  }
}
