/** Counts how many texts are resolved to the unit that they name, and how many to another with certainty. */
import { type ResolutionIndex, resolveReference, type Unit, type UnitReference } from '../rules.ts';

export interface Named {
  readonly reference: UnitReference;
  readonly unit: Unit;
}

export interface Measured {
  readonly count: number;
  /** The unit comes first. */
  readonly first: number;
  /** The unit is among the candidates. */
  readonly listed: number;
  /** Another unit at 0.9 or above. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

export function measure(index: ResolutionIndex, named: readonly Named[], asOf: string): Measured {
  const counts = { count: 0, first: 0, listed: 0, wrong: [] as string[], missed: [] as string[] };
  for (const { reference, unit } of named) {
    const { candidates } = resolveReference(index, reference, asOf);
    const [best] = candidates;
    counts.count += 1;
    if (best?.unit.id === unit.id) counts.first += 1;
    const said = `${reference.text} within ${reference.within ?? '-'}: ${best?.version.terc} ${best?.version.name} ${best?.confidence}, not ${unit.versions.at(-1)?.terc} ${unit.versions.at(-1)?.name}`;
    if (candidates.some((candidate) => candidate.unit.id === unit.id)) counts.listed += 1;
    else counts.missed.push(said);
    if (best !== undefined && best.unit.id !== unit.id && best.confidence >= 0.9) counts.wrong.push(said);
  }
  return counts;
}
