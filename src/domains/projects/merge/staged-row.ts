/** One row of a list as it is written into the staging table. */
import { type ColumnOf, type CopyRow, jsonCell } from '#platform/database/copy.ts';
import { polishSortKey } from '#platform/polish-order.ts';
import { comparable, contractKeyOf, digestOf, fingerprintOf, textKeyOf, variantKeyOf } from '../identity.ts';
import type { ListedProject } from '../model.ts';
import type { FoundParty } from '../parties/resolve.ts';
import type { FoundPlace } from '../places/resolve.ts';
import type { ProgrammePath } from '../programmes/tree.ts';
import { columnTypes, type FactColumn, factColumns, factNames, statedFacts } from '../stated-facts.ts';

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
  /** As the list states it; other than what is shown where a name was taken out of it. */
  readonly stated: ReadRow;
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

const factTypes = Object.fromEntries(
  factNames.map((name, index) => [factColumns[index], columnTypes[statedFacts[name]]]),
) as Readonly<Record<FactColumn, string>>;

/** Columns of the staging table. */
export const stagedColumns = {
  ord: 'int',
  match_key: 'text',
  text_key: 'text',
  variant_key: 'text',
  digest: 'text',
  sheet: 'text',
  row: 'int',
  period: 'programming_period',
  country: 'char(2)',
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
  ...factTypes,
  places: 'jsonb',
  party: 'jsonb',
  original: 'jsonb',
} as const;
export type StagedColumn = keyof typeof stagedColumns;

export const stagedColumnNames = Object.keys(stagedColumns) as StagedColumn[];

/** Columns that the staging table shares with the projects themselves have their types; the others are its own. */
export type StagedRow = Readonly<Record<Exclude<StagedColumn, ColumnOf<'project'>>, string | number | null>> &
  CopyRow<'project', Extract<StagedColumn, ColumnOf<'project'>>>;

export function stagedRow(ord: number, { keys, path, shown, stated }: InterpretedProject): StagedRow {
  const { project } = shown;
  const readings = readingsOf(path, shown);
  // The other texts are what the original is, and so are the same when it is. A name that was taken out of a row does not
  // change it: what is stored of it was swept when the name was listed.
  const compared = stated === shown ? readings : readingsOf(path, stated);
  return {
    ord,
    match_key: keys.matchKey,
    text_key: keys.textKey,
    variant_key: keys.variantKey,
    digest: digestOf([
      stated.project.title,
      ...digestedColumns.map((column) => digested(compared[column])),
      // Rows of Poland have the digest that they had before countries were read.
      ...(project.country === 'PL' ? [] : [project.country]),
      ...laterFacts.flatMap((column) => (compared[column] === null ? [] : [`${column} ${digested(compared[column])}`])),
    ]),
    sheet: project.sheet,
    row: project.row,
    period: project.period,
    country: project.country,
    contract_number: project.contractNumber,
    contract_key: keys.contractKey,
    title: project.title,
    title_en: project.titleEn,
    title_sort: `\\x${polishSortKey(project.title).toString('hex')}`,
    search_text: keys.searchText,
    summary: project.summary,
    ...readings,
  };
}

/** What a row states of a project, in columns of both its stage and the project. */
export const statedColumns = [
  'programme_id',
  'priority_id',
  'measure_id',
  'submeasure_id',
  'fund',
  'currency',
  ...factColumns,
] as const;

const readingColumns = [...statedColumns, 'places', 'party', 'original'] as const;

/** Facts that are read only since there are digests: in that of a row where it states them, so that other rows stay the same. */
const laterFacts: readonly FactColumn[] = factColumns.slice(factNames.indexOf('theme') + 1);
/** What is made of a row, in the order in which its digest takes it. */
const digestedColumns = readingColumns.filter((column) => !laterFacts.some((later) => later === column));

type Readings = Pick<StagedRow, (typeof readingColumns)[number]>;

function readingsOf(path: ProgrammePath, { project, places, party }: ReadRow): Readings {
  return {
    programme_id: path.programmeId,
    priority_id: path.priorityId,
    measure_id: path.measureId,
    submeasure_id: path.submeasureId,
    fund: project.fund,
    currency: project.currency,
    ...factsOf(project),
    places: `[${places.map(jsonOf).join(',')}]`,
    party: party === null ? null : jsonCell(partyOf(project, party)),
    original: jsonCell(project.original),
  };
}

function factsOf(project: ListedProject): Pick<StagedRow, FactColumn> {
  const cells = factNames.map((name, index) => [factColumns[index], project[name]]);
  return Object.fromEntries(cells) as Pick<StagedRow, FactColumn>;
}

/** The digest of a row must not change with the version of the hub that reads it. */
function digested(reading: string | number | boolean | null): string {
  if (reading === null) return '';
  if (typeof reading === 'boolean') return reading ? 't' : 'f';
  return String(reading);
}

/** A list names the same places in thousands of rows, and they are read once. */
const placesAsJson = new WeakMap<FoundPlace, string>();

function jsonOf(place: FoundPlace): string {
  const known = placesAsJson.get(place);
  if (known !== undefined) return known;
  const { problem: _, ...kept } = place;
  const json = jsonCell(kept);
  placesAsJson.set(place, json);
  return json;
}

function partyOf({ beneficiary }: ListedProject, { problem: _, ...party }: FoundParty): object {
  const statedName = beneficiary?.name ?? null;
  return { ...party, statedName, statedKey: comparable(statedName ?? ''), statedNip: beneficiary?.nip ?? null };
}
