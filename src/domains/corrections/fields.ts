/**
 * What a report may name as wrong. A report is public at once and for good, so its field is one of these names and no text
 * of the reporter's own; what none of them fits is `other`, and the reason, which only editors read, says what it is.
 */
import { metricFields } from '#metrics';
import { fieldNamesOf } from '#practices';
import { projectFields } from '#projects';
import { type CorrectionTarget, officeFields } from './model.ts';

const otherField = 'other';

/** By their names in the schema. */
const unitFields = [
  'name',
  'terc',
  'kind',
  'level',
  'levels',
  'parent',
  'ancestors',
  'powiat',
  'powiatTerc',
  'voivodeship',
  'children',
  'validFrom',
  'validTo',
  'versions',
  'events',
  'isSelfGovernment',
  'isCityWithPowiatRights',
  'isFormerCode',
  'isCertain',
  'isoCode',
  'nuts',
  'nutsCode',
  'bdlId',
  'boundary',
  'outline',
  'offices',
  'indicators',
  'projects',
  'projectTotals',
  'practices',
  'eventsHeld',
  'livingLabs',
];
const schemaFields: Readonly<Record<CorrectionTarget, readonly string[]>> = {
  TERRITORIAL_UNIT: unitFields,
  OFFICE: [
    'name',
    'shortName',
    'names',
    'kind',
    'tier',
    'status',
    'code',
    'address',
    'seat',
    'eDeliveryAddress',
    'epuapAddress',
    'isNipValid',
    'isRegonValid',
    'servesUnit',
    'parent',
    'children',
    'predecessors',
    'successors',
    'withdrawnOn',
    'records',
    'assessments',
    'certifications',
    'improvementActions',
    'indicators',
    'practices',
    'adoptions',
    'costBenefits',
    'calls',
    'events',
    'livingLabs',
    'projects',
    'participations',
  ],
  PROJECT: [
    'contractNumber',
    'programme',
    'programmePath',
    'fund',
    'period',
    'country',
    'currency',
    'euRate',
    'inEuro',
    'isCompleted',
    'isWholeCountry',
    'list',
    'places',
    'participations',
    'modules',
    'products',
    'outcomes',
    'occurrences',
    'records',
    'citations',
    'inferences',
    'practices',
    'calls',
    'events',
    'livingLabs',
  ],
  PRACTICE: ['place', 'presentations', 'outcomes', 'participation', 'adoptions', 'costBenefits'],
  CALL: ['admitted', 'announcementDate', 'openingDate', 'closingDate', 'resultsDate', 'submissions'],
  EVENT: ['startDate', 'endDate', 'unit', 'calls', 'outcomes'],
  LIVING_LAB: ['calls', 'practices'],
  METRIC: [
    'code',
    'kind',
    'unitOfMeasure',
    'aggregation',
    'formula',
    'components',
    'multiplier',
    'weight',
    'polarity',
    'decimals',
    'levels',
    'cityLevels',
    'dimensions',
    'facets',
    'periods',
    'periodTypes',
    'observationCount',
    'citation',
  ],
  OBSERVATION: ['flag', 'sdmxFlag', 'mark', 'verbatim', 'period', 'level', 'dimensions', 'facet', 'metric', 'subject'],
};

/** By their names where editors state them. */
const statedFields: Readonly<Record<CorrectionTarget, () => readonly string[]>> = {
  TERRITORIAL_UNIT: () => [],
  OFFICE: () => officeFields,
  PROJECT: () => projectFields,
  PRACTICE: () => fieldNamesOf('PRACTICE'),
  CALL: () => fieldNamesOf('CALL'),
  EVENT: () => fieldNamesOf('EVENT'),
  LIVING_LAB: () => fieldNamesOf('LIVING_LAB'),
  METRIC: () => metricFields,
  OBSERVATION: () => ['value'],
};

/** Those that editors state themselves come first, `other` last. */
export function correctableFields(type: CorrectionTarget): string[] {
  return [...new Set([...statedFields[type](), ...schemaFields[type], 'source', otherField])];
}

export function isCorrectableField(type: CorrectionTarget, field: string): boolean {
  return correctableFields(type).includes(field);
}
