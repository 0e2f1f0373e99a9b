/** Finds the unit that a row's office serves, and the unit in which it sits. */
import type { Match, MatchCandidate, Problem } from '#platform/problems/model.ts';
import {
  foldName,
  isSelfGovernment,
  type RegistryReferenceData,
  type RegistryView,
  type ResolutionCandidate,
  resolveReference,
  type TerritorialLevel,
  type UnitState,
} from '#registry';
import type { JstRow } from './read.ts';

export interface ServedUnit {
  readonly match: Match;
  /** Undefined where nothing was sure enough to be taken. */
  readonly state: UnitState | undefined;
  readonly problem: Omit<Problem, 'row' | 'original'> | null;
}

/** Below this nothing is taken: two candidates that fit alike have 0.5 each. */
const enough = 0.6;
/** Below this what was taken is listed, too. */
const certain = 0.75;
const shownCandidates = 10;

export class UnitJoin {
  readonly #registry: RegistryReferenceData;
  readonly #asOf: string;
  readonly #view: RegistryView;
  readonly #byName = new Map<string, UnitState[]>();

  constructor(registry: RegistryReferenceData, asOf: string) {
    this.#registry = registry;
    this.#asOf = dayWithUnits(registry, asOf);
    this.#view = registry.viewAt(this.#asOf);
    for (const state of this.#view.ordered('TERC')) {
      const name = foldName(state.version.name);
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), state]);
    }
  }

  served(row: JstRow): ServedUnit {
    const level = levelOfType(row.type ?? '', row.code);
    const text = pathOf(row, level);
    const reference = { code: row.code ?? row.codeText, text, level };
    const { candidates } = resolveReference(this.#registry.resolutionIndex, reference, this.#asOf);
    const [best, second] = candidates;
    const taken = best !== undefined && best.confidence >= enough && (second?.confidence ?? 0) < best.confidence / 2;
    const match: Match = {
      field: 'servesUnit',
      text: [row.codeText, text].filter(Boolean).join(' '),
      candidates: candidates.slice(0, shownCandidates).map(candidateOf),
      taken,
    };
    return { match, state: taken ? this.#stateOf(best) : undefined, problem: problemOf(match) };
  }

  /** A unit that ended or changed since is as it is on the day of the list, or was last. */
  #stateOf({ unit, version }: ResolutionCandidate): UnitState | undefined {
    const known = this.#registry.unit(unit.id);
    const last = known?.versions.find(({ validFrom }) => validFrom === version.validFrom);
    return this.#view.unit(unit.id) ?? (known && last && { unit: known, version: last });
  }

  /** A rural gmina's office may sit in the town beside it, a powiat's in the city that it surrounds. */
  seat(row: JstRow, served: UnitState): Match {
    const place = row.locality ?? '';
    const named = this.#byName.get(foldName(place)) ?? [];
    const found = this.#nearest(named.filter(isSettlement), served) ?? this.#own(place, served);
    const candidates = found === null ? [] : [found];
    return { field: 'seat', text: row.locality, candidates, taken: candidates.length > 0 };
  }

  /** Towns and cities of this name, in the same powiat before those elsewhere in the voivodeship. */
  #nearest(towns: readonly UnitState[], served: UnitState): MatchCandidate | null {
    if (served.version.kind === 'WARSAW_DISTRICT') return null;
    const own = towns.find(({ unit }) => unit.id === served.unit.id);
    if (own !== undefined) return seatIn(own, 0.98, 'NAME');
    for (const level of ['POWIAT', 'VOIVODESHIP'] as const) {
      const around = this.#view.atLevel(served, level)?.unit.id;
      const inside = towns.filter((town) => this.#view.atLevel(town, level)?.unit.id === around);
      const fitting = level === 'POWIAT' ? inside : inside.filter(({ version }) => version.powiatTerc !== null);
      if (fitting.length === 1) return seatIn(fitting[0] as UnitState, level === 'POWIAT' ? 0.95 : 0.9, 'PATH');
      if (fitting.length > 1) return null;
    }
    return null;
  }

  /** A village is no unit of the register; a gmina's office that is in no town is in the gmina itself. */
  #own(place: string, served: UnitState): MatchCandidate | null {
    if (served.version.kind === 'VOIVODESHIP' || place === '') return null;
    if (served.version.kind !== 'POWIAT') {
      const isNamesake = foldName(place) === foldName(served.version.name);
      return isNamesake ? seatIn(served, 0.9, 'NAME') : seatIn(served, 0.8, 'SERVED_UNIT');
    }
    const villages = (this.#byName.get(foldName(place)) ?? []).filter(
      (state) => state.version.kind === 'RURAL_GMINA' && this.#view.parent(state)?.unit.id === served.unit.id,
    );
    return villages.length === 1 ? seatIn(villages[0] as UnitState, 0.9, 'PATH') : seatIn(served, 0.7, 'SERVED_UNIT');
  }

  /** Self-governing units of the day that no row of the list serves, by the TERC of their voivodeship. */
  missing(servedIds: ReadonlySet<string>): Map<string, { known: number; missing: number }> {
    const counts = new Map<string, { known: number; missing: number }>();
    for (const { unit, version } of this.#view.ordered('TERC')) {
      if (!isSelfGovernment(version)) continue;
      const voivodeship = version.terc.slice(0, 2);
      const { known, missing } = counts.get(voivodeship) ?? { known: 0, missing: 0 };
      counts.set(voivodeship, { known: known + 1, missing: missing + (servedIds.has(unit.id) ? 0 : 1) });
    }
    return counts;
  }

  parent(state: UnitState): UnitState | undefined {
    return this.#view.parent(state);
  }
}

/** A day before the first register has no units of its own; the first known ones stand for them. */
function dayWithUnits(registry: RegistryReferenceData, asOf: string): string {
  let first = '9999-12-31';
  for (const { versions } of registry.units) {
    const from = versions[0]?.validFrom ?? first;
    if (from < first) first = from;
  }
  return asOf < first ? first : asOf;
}

const levels: Readonly<Record<string, TerritorialLevel>> = {
  w: 'VOIVODESHIP',
  p: 'POWIAT',
  mnp: 'GMINA',
  gm: 'GMINA',
  gw: 'GMINA',
  gmw: 'GMINA',
  dzielnica: 'AUXILIARY',
};

/** By the list's own letter for the type, else by the zeros of the code. */
function levelOfType(type: string, code: string | null): TerritorialLevel | null {
  const known = levels[foldName(type).replaceAll(/[^a-z]/g, '')];
  if (known !== undefined || code === null) return known ?? null;
  if (code.endsWith('00000')) return 'VOIVODESHIP';
  if (code.endsWith('000')) return 'POWIAT';
  return /[89]$/.test(code) ? 'AUXILIARY' : 'GMINA';
}

/** Cities with powiat rights are filed under the powiat around them, to which they do not belong. */
function pathOf({ unitName, powiat, voivodeship, type }: JstRow, level: TerritorialLevel | null): string {
  const isCity = foldName(type ?? '') === 'mnp';
  const parts = [
    level === 'VOIVODESHIP' || level === 'POWIAT' ? null : unitName,
    powiat === null || level === 'VOIVODESHIP' || isCity ? null : `pow. ${powiat}`,
    voivodeship === null ? null : `woj. ${voivodeship}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function candidateOf({ unit, version, confidence, method }: ResolutionCandidate): MatchCandidate {
  return { type: 'TerritorialUnit', id: unit.id, label: `${version.name} (${version.terc})`, confidence, method };
}

function seatIn({ unit, version }: UnitState, confidence: number, method: string): MatchCandidate {
  return { type: 'TerritorialUnit', id: unit.id, label: `${version.name} (${version.terc})`, confidence, method };
}

function isSettlement({ version: { kind } }: UnitState): boolean {
  return kind === 'URBAN_GMINA' || kind === 'URBAN_RURAL_GMINA';
}

function problemOf({ candidates, taken, text }: Match): ServedUnit['problem'] {
  const [best] = candidates;
  const column = null;
  if (best === undefined) {
    const reason = `No register knows the unit "${text}". Correct the code, or load the TERC register of that time (npm run import -- teryt <file>) and then this list again.`;
    return { kind: 'UNIT_NOT_FOUND', column, reason };
  }
  if (!taken) {
    const reason =
      'Code and names fit several units, or different ones. Correct the row, or load the TERC registers before and after the day of the list, and then the list again.';
    return { kind: 'UNIT_AMBIGUOUS', column, reason, candidates };
  }
  if (best.confidence >= certain) return null;
  const reason = `The unit was taken from a code and names that do not agree whole (confidence ${best.confidence}). Check it.`;
  return { kind: 'UNIT_UNCERTAIN', column, reason, candidates };
}
