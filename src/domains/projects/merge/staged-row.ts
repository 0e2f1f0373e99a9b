/** One row of a list as it is written into the staging table. */
import { copyLine } from '#platform/database/copy.ts';
import { polishSortKey } from '#platform/polish-order.ts';
import { comparable, contractKeyOf, digestOf, fingerprintOf, textKeyOf, variantKeyOf } from '../identity.ts';
import type { ListedProject } from '../model.ts';
import type { FoundParty } from '../parties/resolve.ts';
import type { FoundPlace } from '../places/resolve.ts';
import type { ProgrammePath } from '../programmes/tree.ts';

/** The keys of a project, made before any name is taken out of it. */
export interface ProjectKeys {
  readonly contractKey: string | null;
  readonly matchKey: string;
  readonly textKey: string;
  readonly variantKey: string;
  /** Title, contract number and beneficiary, as the filter `text` looks for words in them. */
  readonly searchText: string;
}

/** A row and what was made of it. */
export interface ReadRow {
  readonly project: ListedProject;
  readonly places: readonly FoundPlace[];
  readonly party: FoundParty | null;
}

export interface InterpretedProject {
  readonly keys: ProjectKeys;
  readonly path: ProgrammePath;
  readonly shown: ReadRow;
  /** As the list tells it; other than what is shown where a name was taken out of it. */
  readonly told: ReadRow;
}

export function keysOf(project: ListedProject): ProjectKeys {
  const contractKey = project.contractNumber === null ? null : contractKeyOf(project.contractNumber);
  const described = {
    period: project.period,
    title: comparable(project.title),
    beneficiary: comparable(project.beneficiary?.name ?? ''),
    value: project.value,
  };
  const textKey = textKeyOf(described);
  const identity =
    contractKey === null
      ? `fingerprint ${fingerprintOf(textKey, project.currency, project.euContribution)}`
      : `contract ${contractKey}`;
  return {
    contractKey,
    matchKey: `${project.period} ${identity}`,
    textKey,
    variantKey: variantKeyOf(described),
    searchText: [described.title, contractKey ?? '', described.beneficiary].join(' ').toLowerCase(),
  };
}

/** Columns of the staging table, in the order in which a row is written. */
export const stagedColumns = {
  ord: 'int',
  match_key: 'text',
  text_key: 'text',
  variant_key: 'text',
  digest: 'text',
  sheet: 'text',
  row: 'int',
  period: 'programming_period',
  contract_number: 'text',
  contract_key: 'text',
  title: 'text',
  title_en: 'text',
  title_sort: 'bytea',
  search_text: 'text',
  summary: 'text',
  programme_id: 'text',
  priority_id: 'text',
  measure_id: 'text',
  submeasure_id: 'text',
  fund: 'text',
  currency: 'char(3)',
  value: 'numeric',
  eligible_cost: 'numeric',
  public_support: 'numeric',
  eu_contribution: 'numeric',
  eu_rate: 'numeric',
  euro_rate: 'numeric',
  starts_on: 'date',
  ends_on: 'date',
  signed_on: 'date',
  is_completed: 'bool',
  theme: 'text',
  places: 'jsonb',
  party: 'jsonb',
  original: 'jsonb',
} as const;

export function stagedLine(ord: number, { keys, path, shown, told }: InterpretedProject): string {
  const { project } = shown;
  const texts = [
    project.contractNumber,
    keys.contractKey,
    project.title,
    project.titleEn,
    `\\x${polishSortKey(project.title).toString('hex')}`,
    keys.searchText,
    project.summary,
  ];
  const readings = readingsOf(path, shown);
  // The other texts are what the original is, and so are the same when it is. A name that was taken out of a row does not
  // change it: what is stored of it was swept when the name was listed.
  const compared = told === shown ? readings : readingsOf(path, told);
  const digest = digestOf([told.project.title, ...compared].map((value) => value ?? ''));
  const { matchKey, textKey, variantKey } = keys;
  const place = [project.sheet, String(project.row), project.period];
  return copyLine([String(ord), matchKey, textKey, variantKey, digest, ...place, ...texts, ...readings]);
}

function readingsOf(path: ProgrammePath, { project, places, party }: ReadRow): (string | null)[] {
  const flag = project.isCompleted === null ? null : project.isCompleted ? 't' : 'f';
  return [
    path.programmeId,
    path.priorityId,
    path.measureId,
    path.submeasureId,
    project.fund,
    project.currency,
    project.value,
    project.eligibleCost,
    project.publicSupport,
    project.euContribution,
    project.euRate,
    project.euroRate,
    project.startsOn,
    project.endsOn,
    project.signedOn,
    flag,
    project.theme,
    `[${places.map(jsonOf).join(',')}]`,
    party === null ? null : JSON.stringify(partyOf(project, party)),
    JSON.stringify(project.original),
  ];
}

/** A list names the same places in thousands of rows, and they are read once. */
const placesAsJson = new WeakMap<FoundPlace, string>();

function jsonOf(place: FoundPlace): string {
  const known = placesAsJson.get(place);
  if (known !== undefined) return known;
  const { problem: _, ...kept } = place;
  const json = JSON.stringify(kept);
  placesAsJson.set(place, json);
  return json;
}

function partyOf({ beneficiary }: ListedProject, { problem: _, ...party }: FoundParty): object {
  const statedName = beneficiary?.name ?? null;
  return { ...party, statedName, statedKey: comparable(statedName ?? ''), statedNip: beneficiary?.nip ?? null };
}
