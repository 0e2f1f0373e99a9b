/** "Gmina Nawojowa", "Miasto Stołeczne Warszawa", "Powiat Krakowski": lists name the self-government and not its office. */
import { isAtLevel, type RegistryReferenceData, resolveReference, type TerritorialLevel } from '#registry';
import type { SelfGovernmentOffice } from './self-government-office.ts';
import { statedSelfGovernments } from './stated-names.ts';

export type { SelfGovernmentOffice } from './self-government-office.ts';

export interface NamedSelfGovernment {
  readonly officeKind: SelfGovernmentOffice;
  /** More than one where several units are called so. */
  readonly units: readonly { readonly id: string; readonly confidence: number }[];
  /** Whether one of them is meant; else the name only resembles theirs. */
  readonly isSure: boolean;
}

/** Names with typing errors or without their qualifier, and parts of a longer text that happen to be names, are not enough. */
const minClaim = 0.81;

const levels: Readonly<Record<SelfGovernmentOffice, TerritorialLevel>> = {
  CITY_OR_GMINA_OFFICE: 'GMINA',
  POWIAT_OFFICE: 'POWIAT',
  MARSHALS_OFFICE: 'VOIVODESHIP',
};

/** The first reading of the name that is sure, or else the first that finds any unit. */
export function selfGovernmentNamed(
  name: string,
  registry: RegistryReferenceData,
  asOf: string,
): NamedSelfGovernment | null {
  let unsure: NamedSelfGovernment | null = null;
  for (const { kind, text } of statedSelfGovernments(name)) {
    const named = unitsNamed(kind, text, registry, asOf);
    if (named?.isSure) return named;
    unsure ??= named;
  }
  return unsure;
}

function unitsNamed(
  officeKind: SelfGovernmentOffice,
  text: string,
  registry: RegistryReferenceData,
  asOf: string,
): NamedSelfGovernment | null {
  const level = levels[officeKind];
  const { candidates } = resolveReference(registry.resolutionIndex, { text, level }, asOf);
  const fitting = candidates.filter(({ version }) => isAtLevel(version, level));
  const best = fitting[0]?.confidence ?? 0;
  const claim = fitting.reduce((sum, { confidence }) => sum + confidence, 0);
  // A unit that fits much worse than the best is no rival of it.
  const rivals = fitting.filter(({ confidence }) => confidence > best / 3);
  if (rivals.length === 0) return null;
  const units = rivals.map(({ unit, confidence }) => ({ id: unit.id, confidence }));
  return { officeKind, units, isSure: claim >= minClaim };
}
