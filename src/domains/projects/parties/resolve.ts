/**
 * Who a beneficiary is: an office that the hub knows, derived from its NIP, by its name, or by the self-government whose
 * office it is; else an organisation with a name. Two offices that fit alike are candidates, and neither is taken.
 */
import { LRUCache } from 'lru-cache';
import { isValidNip, nipDigits, type OfficeReferenceData, type OfficeRow } from '#offices';
import type { MatchCandidate, ProblemKind } from '#platform/problems/model.ts';
import type { RegistryReferenceData } from '#registry';
import { comparable, digestOf } from '../identity.ts';
import type { ListedBeneficiary } from '../model.ts';
import type { UnitChains } from '../places/units.ts';
import { selfGovernmentNamed } from './self-government.ts';

type PartyMethod = 'NIP' | 'NAME' | 'NAME_AND_SEAT' | 'SELF_GOVERNMENT';

export interface FoundParty {
  readonly officeId: string | null;
  readonly organisationId: string | null;
  readonly organisation: Omit<ListedOrganisation, 'id'> | null;
  readonly nipValid: boolean | null;
  readonly method: string | null;
  readonly confidence: number | null;
  /** Offices that it may be, best first; the first is the one that was taken, if one was. */
  readonly candidates: readonly MatchCandidate[];
  readonly problem: ProblemKind | null;
}

export interface ListedOrganisation {
  readonly id: string;
  readonly name: string | null;
  readonly nameKey: string;
  readonly nip: string | null;
  readonly nipValid: boolean;
  readonly legalForm: string | null;
  readonly postcode: string | null;
  readonly town: string | null;
  readonly redacted: boolean;
}

const confidenceOf: Readonly<Record<PartyMethod, number>> = {
  NIP: 0.98,
  NAME_AND_SEAT: 0.95,
  NAME: 0.9,
  SELF_GOVERNMENT: 0.9,
};
const keptCandidates = 5;
const maxKnown = 10_000;

interface PartyOptions {
  readonly redacted: boolean;
  /** Of the project: a beneficiary abroad is no office of the hub, whatever its name. */
  readonly country: string;
}

interface Offices {
  readonly referenceData: OfficeReferenceData;
  readonly registry: RegistryReferenceData;
  readonly chains: UnitChains;
  readonly asOf: string;
}

export class PartyResolver {
  readonly #offices: Offices;
  readonly #servedBy: ReadonlyMap<string, readonly OfficeRow[]>;
  readonly #known = new LRUCache<string, FoundParty>({ max: maxKnown });

  constructor(offices: Offices) {
    this.#offices = offices;
    const served = offices.referenceData.ordered.filter(({ servedUnitId }) => servedUnitId !== null);
    this.#servedBy = Map.groupBy(served, ({ servedUnitId }) => servedUnitId as string);
  }

  /** `area`: units in which the beneficiary sits, or, where the list does not say, in which the project is. */
  find(beneficiary: ListedBeneficiary, area: readonly string[], { redacted, country }: PartyOptions): FoundParty {
    if (redacted) return partyOf(redactedOrganisation, null);
    if (country !== 'PL') return partyOf(organisationOf(beneficiary, { nipValid: null, country }), null);
    const { name, nip, legalForm, postcode, town } = beneficiary;
    const key = [name, nip ?? '', legalForm ?? '', postcode ?? '', town ?? '', ...area].join('\u001f');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#find(beneficiary, area);
    // Lists name beneficiaries in no order; those of some thousand rows are worth remembering, all of them are not.
    this.#known.set(key, found);
    return found;
  }

  #find(beneficiary: ListedBeneficiary, area: readonly string[]): FoundParty {
    const nipValid = beneficiary.nip === null ? null : isValidNip(beneficiary.nip);
    const fitting = this.#candidates(beneficiary, nipValid === true, area);
    const [only] = fitting;
    if (only !== undefined && fitting.length === 1) {
      const { id: officeId, method, confidence } = only;
      return {
        officeId,
        organisationId: null,
        organisation: null,
        nipValid,
        method,
        confidence,
        candidates: fitting,
        problem: null,
      };
    }
    const unsure = fitting.length > 0 ? ambiguous(fitting) : this.#resembling(beneficiary.name, area);
    return { ...partyOf(organisationOf(beneficiary, { nipValid }), nipValid), ...unsure };
  }

  /** Offices of units whose names only resemble the one that is stated. */
  #resembling(name: string, area: readonly string[]): Partial<FoundParty> {
    const candidates = this.#ofSelfGovernment(name, area, false).slice(0, keptCandidates);
    return candidates.length === 0 ? {} : { candidates, problem: 'OFFICE_NOT_FOUND' };
  }

  /** The offices of the strongest method that finds any. */
  #candidates({ name, nip }: ListedBeneficiary, hasNip: boolean, area: readonly string[]): MatchCandidate[] {
    const { referenceData } = this.#offices;
    const named = referenceData.withName(name);
    const numbered = hasNip && nip !== null ? referenceData.withNip(nip) : [];
    const both = numbered.filter((office) => named.includes(office));
    if (both.length > 0) return both.map((office) => candidate(office, 'NIP'));
    if (numbered.length > 0) return numbered.map((office) => candidate(office, 'NIP'));
    const near = named.filter((office) => this.#isNear(office, area));
    if (near.length > 0) return near.map((office) => candidate(office, 'NAME_AND_SEAT'));
    if (named.length > 0) return named.map((office) => candidate(office, 'NAME'));
    return this.#ofSelfGovernment(name, area, true);
  }

  #isNear({ seatUnitId, servedUnitId }: OfficeRow, area: readonly string[]): boolean {
    const { chains } = this.#offices;
    const own = [seatUnitId, servedUnitId].filter((id) => id !== null);
    return own.some((id) => area.some((unit) => chains.contains(unit, id) || chains.contains(id, unit)));
  }

  /** The offices of the self-government that is named, surely or not. */
  #ofSelfGovernment(name: string, area: readonly string[], isSure: boolean): MatchCandidate[] {
    const { registry, asOf } = this.#offices;
    const named = selfGovernmentNamed(name, registry, asOf);
    if (named === null || named.isSure !== isSure) return [];
    const fitting = named.units.flatMap(({ id, confidence }) =>
      (this.#servedBy.get(id) ?? [])
        .filter(({ kind }) => kind === named.officeKind)
        .map((office) => ({ office, confidence: isSure ? confidenceOf.SELF_GOVERNMENT : confidence })),
    );
    const near = fitting.filter(({ office }) => this.#isNear(office, area));
    const kept = near.length > 0 ? near : fitting;
    return kept.map(({ office, confidence }) => ({ ...candidate(office, 'SELF_GOVERNMENT'), confidence }));
  }
}

function partyOf({ id, ...organisation }: ListedOrganisation, nipValid: boolean | null): FoundParty {
  return {
    officeId: null,
    organisationId: id,
    organisation,
    nipValid,
    method: null,
    confidence: null,
    candidates: [],
    problem: null,
  };
}

function candidate({ id, name }: OfficeRow, method: PartyMethod): MatchCandidate {
  return { type: 'Office', id, label: name, method, confidence: confidenceOf[method] };
}

function ambiguous(fitting: readonly MatchCandidate[]): Partial<FoundParty> {
  if (fitting.length === 0) return {};
  const candidates = fitting.slice(0, keptCandidates).map((one) => ({
    ...one,
    confidence: Math.round((one.confidence / fitting.length) * 1000) / 1000,
  }));
  return { candidates, problem: 'OFFICE_AMBIGUOUS' };
}

interface OrganisationOptions {
  readonly nipValid: boolean | null;
  /** Of the project; only those of Poland have a NIP. */
  readonly country?: string;
}

/** One number is one organisation however its name is written; without one the name is all there is, and the country. */
export function organisationOf(
  { name, nip, legalForm, postcode, town }: ListedBeneficiary,
  { nipValid, country = 'PL' }: OrganisationOptions,
): ListedOrganisation {
  const nameKey = comparable(name);
  const named = digestOf(['name', nameKey, ...(country === 'PL' ? [] : [country])]);
  const id = nipValid === true && nip !== null ? digestOf(['nip', nipDigits(nip)]) : named;
  return { id, name, nameKey, nip, nipValid: nipValid === true, legalForm, postcode, town, redacted: false };
}

/** All of whom no name may be shown are one: nothing must distinguish them. */
export const redactedOrganisation: ListedOrganisation = {
  id: 'redacted',
  name: null,
  nameKey: '',
  nip: null,
  nipValid: false,
  legalForm: null,
  postcode: null,
  town: null,
  redacted: true,
};
