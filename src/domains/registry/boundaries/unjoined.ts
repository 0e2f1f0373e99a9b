/** Why a boundary was joined to no unit, and which units it may be of. */
import type { MatchCandidate, ProblemKind } from '#platform/problems/model.ts';
import type { UnitVersion } from '../model.ts';
import { nutsRegionOf } from '../nuts-editions.ts';
import { foldName } from '../text.ts';
import type { Joined } from './joined.ts';
import type { BoundaryReference } from './model.ts';

export interface Unjoined {
  readonly kind: ProblemKind;
  readonly column: string | null;
  readonly reason: string;
  readonly candidates: readonly MatchCandidate[];
}

const keptCandidates = 10;
const listedCandidates = 5;

export function unjoined(reference: BoundaryReference, candidates: readonly Joined[]): Unjoined {
  return rejection(reference, reasonOf(reference, candidates), candidates);
}

/** The code is that of one unit, and the name or level beside it says another. */
export function contradicted(reference: BoundaryReference, coded: Joined, named: readonly Joined[]): Unjoined {
  const { code, name } = reference;
  const reason = `${code} is the code of ${labelOf(coded.version)}, but "${name}" is ${listOf(named)}. Correct the code or the name.`;
  return { ...rejection(reference, reason, [coded, ...named]), kind: 'UNIT_AMBIGUOUS' };
}

function rejection(reference: BoundaryReference, reason: string, candidates: readonly Joined[]): Unjoined {
  return {
    kind: candidates.length > 0 ? 'UNIT_AMBIGUOUS' : 'UNIT_NOT_FOUND',
    column: reference.codeColumn ?? reference.nameColumn,
    reason,
    candidates: candidates.slice(0, keptCandidates).map(({ unit, version, confidence, method }) => {
      return { type: 'TerritorialUnit', id: unit.id, label: labelOf(version), confidence, method };
    }),
  };
}

function labelOf({ terc, name }: UnitVersion): string {
  return `${terc} ${name}`;
}

function listOf(candidates: readonly Joined[]): string {
  const listed = candidates.slice(0, listedCandidates).map(({ version }) => labelOf(version));
  const more = candidates.length > listedCandidates ? ` and ${candidates.length - listedCandidates} more` : '';
  return listed.join(', ') + more;
}

function reasonOf(reference: BoundaryReference, candidates: readonly Joined[]): string {
  const { code, name, mayBeNumber, nutsCode } = reference;
  const stated = [code, name === null ? null : `"${name}"`].filter((part) => part !== null).join(' ');
  if (candidates.length > 0) return `${stated} may be ${listOf(candidates)}. Give the TERC of the one that is meant.`;
  if (nutsCode !== null && code === null) return nutsReason(nutsCode, name);
  if (stated === '') return 'It names no unit. Give its TERC in a property "terc", or its name in "name".';
  if (/^0+$/.test(code ?? '') || (code === null && /^(polska|poland)$/.test(foldName(name ?? '')))) {
    return `${stated} is the whole country, which is no unit of TERC. Leave it out.`;
  }
  if (mayBeNumber && name === null) {
    return `${code} is taken for a running number, not for a code. Give the TERC in a property "terc", or the name in "name".`;
  }
  return `${stated} is no unit that the hub knows at any time. Correct it, or load the TERC register of its year first.`;
}

function nutsReason(nutsCode: string, name: string | null): string {
  const region = nutsRegionOf(nutsCode);
  const what = region === null ? '' : ` (${region.name})`;
  const beside = name === null ? '' : `, and "${name}" is no unit that the hub knows`;
  return `${nutsCode} is a NUTS code${what}${beside}. Units are joined by TERC: give it in a property "terc", or the unit's name in "name".`;
}
