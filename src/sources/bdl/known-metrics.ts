/** What the hub knows of groups of the Local Data Bank, whose exports do not say what their numbers mean. */
import { isTotal, type MetricDefinition } from '#metrics';

const population: MetricDefinition = {
  code: 'population',
  namePl: 'Ludność',
  nameEn: 'Population',
  definitionPl: 'Liczba ludności według stanu na 31 grudnia.',
  definitionEn: 'Number of inhabitants on 31 December.',
  unitPl: 'osoba',
  unitEn: 'person',
  multiplier: 1,
  decimals: 0,
  polarity: 'NEUTRAL',
  kind: 'COUNT',
  aggregation: 'SUM',
  weight: null,
  cityLevels: 'ONE',
  topic: 'population',
  method: 'Balance of population of Statistics Poland (GUS) by place of residence.',
  formula: null,
  dimensions: [],
};

const voivodeshipSpending: MetricDefinition = {
  ...population,
  code: 'voivodeship-budget-expenditure',
  namePl: 'Wydatki budżetów województw',
  nameEn: 'Expenditure of voivodeship budgets',
  definitionPl: 'Wydatki wykonane budżetów samorządów województw w roku budżetowym, według rodzajów.',
  definitionEn: 'Executed expenditure of the budgets of voivodeship self-governments in the budget year, by kind.',
  unitPl: 'zł',
  unitEn: 'PLN',
  decimals: 2,
  kind: 'AMOUNT',
  topic: 'public finance',
  method: 'Reports on the execution of budgets (Rb-28S), Ministry of Finance.',
  dimensions: [],
};

export const knownMetrics = { population } as const;

interface KnownGroup {
  readonly metric: MetricDefinition;
  /** Which column it is where the group has several measures; null where the whole group is one. */
  readonly heading: RegExp | null;
}

export const knownGroups: Readonly<Record<string, KnownGroup>> = {
  LUDN_2425: { metric: population, heading: /^ludność( ogółem)?( w tysiącach| w tys\.?)?$/i },
  FINA_1590: { metric: voivodeshipSpending, heading: null },
};

/** Groups whose exports state no unit of measure. */
const groupUnits: Readonly<Record<string, string>> = { LUDN_2137: 'osoba' };

export function unitOfGroup(group: string | null): string | null {
  const known = group === null ? undefined : knownGroups[group];
  return groupUnits[group ?? ''] ?? (known?.heading === null ? known.metric.unitPl : null);
}

/** Variables of the API that the hub knows; the others are as the API describes them. */
export const knownVariables: Readonly<Record<string, MetricDefinition>> = { 72305: population };
export const populationVariable = '72305';

/** "ogółem" alone says nothing: where no other label names the metric, its group does. */
export function metricName(labels: readonly string[], group: string): string {
  return labels.every(isTotal) ? `Bank Danych Lokalnych ${group}` : labels.join(', ');
}

/** A metric of which only the name and the unit are known. */
export function unknownMetric(code: string, namePl: string, unitPl: string): MetricDefinition {
  const isMoney = /zł/i.test(unitPl);
  const isShare = /%|‰|wskaźnik|\bna\b/i.test(unitPl) || /%|\bna\s+\d|przeciętn|średni|wskaźnik/i.test(namePl);
  return {
    ...population,
    code,
    namePl,
    nameEn: null,
    definitionPl: null,
    definitionEn: null,
    unitPl,
    unitEn: null,
    decimals: isMoney || isShare ? 2 : 0,
    kind: isShare ? 'RATIO' : isMoney ? 'AMOUNT' : 'COUNT',
    aggregation: 'NONE',
    cityLevels: 'ONE',
    topic: null,
    method: 'As the Local Data Bank (BDL) of Statistics Poland publishes it; the export does not explain it.',
  };
}

export const bdlFacet = {
  publisher: 'Główny Urząd Statystyczny (GUS), Bank Danych Lokalnych',
  url: 'https://bdl.stat.gov.pl/',
  licence: 'CC BY 4.0, Główny Urząd Statystyczny',
  rank: 20,
  reliability: 'RELIABLE',
  caveat: null,
} as const;
