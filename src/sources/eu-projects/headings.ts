/** What the columns of a list mean, derived from their headings: bilingual, with no-break spaces, differently worded. */

import type { Cell } from '#formats/table.ts';
import type { FactName } from '#projects';
import { foldName } from '#registry';

/** Of several patterns the first that fits states the meaning. English words stand in Kohesio's file, or behind the Polish. */
const meanings = {
  kohesioId: /^operation_unique_identifier$/,
  contractNumber: /^numer umowy|^contract number|^operation_local_identifier$/,
  titleEn: /^operation_name_english$/,
  title: /^(tytul|nazwa) projektu|^project name|^operation_name_programme_language$/,
  summary: /^(skrocony )?opis( projektu)?\b|^project (summary|description)|^operation_summary_programme_language$/,
  nip: /^nip\b/,
  contractorName: /^nazwa wykonawcy/,
  beneficiaryName: /^nazwa beneficjenta|^beneficiary name|^beneficiary_name$/,
  fundName: /^fund_name$/,
  fund: /^fundusz\b|^fund$|^fund_code$/,
  programmeCode: /^programme_code$/,
  programme: /^program( operacyjny)?\b|^programme$|^programme_name$/,
  priority: /^(os priorytetowa|priorytet)\b|^priority( axis)?\b/,
  submeasure: /^poddzialanie\b|^sub-?measure\b/,
  measure: /^dzialanie\b|^measure\b/,
  objective: /^cel szczegolowy\b/,
  currency: /^total_eligible_expenditure_currency$/,
  eligibleCost: /^wydatki kwalifik|^total eligible|^total_eligible_expenditure_amount$/,
  euRate: /^poziom unijnego dofinansowania|^union co-?financing rate|^cofinancing_rate$/,
  euContribution:
    /^dofinansowanie (z )?(ue|eu|unii)\b|^wartosc unijnego dofinansowania|^eu (co-?financing|contribution)|^project_eu_budget$/,
  publicSupport: /^dofinansowanie( publiczne| ogolem)?$/,
  value: /^wartosc (projektu|ogolem|calkowita)|^total project value/,
  euroRate: /^kurs euro?\b/,
  location: /^miejsce realizacji|^project location/,
  wholeProgramming: /^programming_period$/,
  country: /^country$/,
  nuts2: /^nuts2_code$/,
  nuts3: /^nuts3_code$/,
  localUnits: /^lau_labels?$/,
  voivodeship: /^wojewodztwo\b/,
  powiat: /^powiat\b/,
  gmina: /^gmina\b/,
  postcode: /^kod pocztowy/,
  town: /^miejscowosc/,
  legalForm: /^forma prawna/,
  isCompleted: /^projekt zakonczony|^finansowanie zakonczone/,
  signedOn: /^data podpisania/,
  startsOn: /^data rozpoczecia|^operation_start_date$/,
  endsOn: /^data zakonczenia|^operation_end_date$/,
  multimedia: /^multimedia$/,
  isWide: /^czy projekt jest realizowany na obszarze/,
  theme: /^dziedzina$|^temat priorytetu|^obszar wsparcia projektu|^kategoria wsparcia|^category_label$/,
} as const satisfies Readonly<Record<FactName, RegExp>> & Readonly<Record<string, RegExp>>;

export type Meaning = keyof typeof meanings | 'seatVoivodeship' | 'seatPowiat';

export interface Heading {
  readonly index: number;
  /** As it stands in the file. */
  readonly text: string;
}

export type Columns = ReadonlyMap<Meaning, Heading>;

/** Where a name comes twice, the first column is of the place of the work and the second of the beneficiary's seat. */
const repeated: Partial<Record<Meaning, Meaning>> = { voivodeship: 'seatVoivodeship', powiat: 'seatPowiat' };

export function columnsOf(cells: readonly Cell[]): Columns {
  const columns = new Map<Meaning, Heading>();
  cells.forEach((cell, index) => {
    const meaning = typeof cell === 'string' ? meaningOf(cell) : null;
    if (meaning === null) return;
    const free = columns.has(meaning) ? repeated[meaning] : meaning;
    if (free !== undefined && !columns.has(free)) columns.set(free, { index, text: String(cell) });
  });
  return columns;
}

function meaningOf(heading: string): Meaning | null {
  const folded = foldName(heading).replace(/^"|"$/g, '');
  for (const [meaning, pattern] of Object.entries(meanings)) if (pattern.test(folded)) return meaning as Meaning;
  return null;
}
