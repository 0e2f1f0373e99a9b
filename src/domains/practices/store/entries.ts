/** The tables of entries, and which of their columns hold which property. */
import type { Tables } from '#platform/database/index.ts';
import { type Content, textsIn } from '../content.ts';
import type { RecordKind } from '../model.ts';
import { firstDayOf, lastDayOf } from '../partial-date.ts';
import { foldedWords } from '../words.ts';
import { type Field, FieldsOf, type Row } from './fields.ts';

export interface EntryTable {
  readonly table: keyof Tables;
  /** How ids of its parts begin. */
  readonly prefix: string;
  readonly fields: readonly Field[];
  /** Columns that are made of the whole entry. */
  derive?(content: Content): Row;
}

const practice = new FieldsOf<'practice'>();
const call = new FieldsOf<'call'>();
const event = new FieldsOf<'event'>();
const lab = new FieldsOf<'living_lab'>();
const citation = new FieldsOf<'citation'>();
const adoption = new FieldsOf<'adoption'>();
const assessment = new FieldsOf<'cost_benefit_assessment'>();
const documented = new FieldsOf<'documented_project'>();

/** By its slug among documented projects, or by its id; what a slug leads to is filled in when it is written. */
const project: Field = {
  property: 'project',
  columns: ['documented_project_slug', 'project_id'],
  toRow: (value) => {
    const { slug = null, id = null } = (value ?? {}) as { slug?: string; id?: string };
    return { documented_project_slug: slug, project_id: id };
  },
  fromRow: ({ documented_project_slug: slug, project_id: id }) => {
    if (slug !== null) return { slug };
    return id === null ? undefined : { id };
  },
};

const factProperties = [
  'summary',
  'period',
  'programme',
  'fund',
  'currency',
  'value',
  'eligibleCost',
  'publicSupport',
  'euContribution',
  'startsOn',
  'endsOn',
  'places',
  'modules',
  'participations',
  'products',
] as const;

/** What the project itself is made of stays as the document states it. */
function fact(property: string): Field {
  return {
    property,
    columns: ['facts'],
    toRow: () => ({}),
    fromRow: ({ facts }) => (facts as Content)[property],
  };
}

export const entryTables: Readonly<Record<RecordKind, EntryTable>> = {
  CITATION: {
    table: 'citation',
    prefix: 'citation',
    fields: [
      citation.text('title', 'title_pl', 'title_en'),
      citation.text('publisher', 'publisher_pl', 'publisher_en'),
      citation.value('publishedOn', 'published_on'),
      citation.value('url', 'url'),
      citation.text('note', 'note_pl', 'note_en'),
    ],
    derive: (content) => ({ folded: foldedWords(textsIn(content)) }),
  },
  PROJECT: {
    table: 'documented_project',
    prefix: 'project',
    fields: [
      documented.text('title', 'title_pl', 'title_en'),
      documented.value('contractNumber', 'contract_number'),
      documented.value('inferences', 'inferences'),
      ...factProperties.map(fact),
    ],
    derive: (content) => ({
      facts: Object.fromEntries(factProperties.flatMap((name) => (name in content ? [[name, content[name]]] : []))),
    }),
  },
  LIVING_LAB: {
    table: 'living_lab',
    prefix: 'living-lab',
    fields: [
      lab.text('title', 'title_pl', 'title_en'),
      lab.text('summary', 'summary_pl', 'summary_en'),
      lab.object('hostUnit', [lab.value('unit', 'host_unit_id')]),
      lab.value('stages', 'stages'),
      lab.value('inferences', 'inferences'),
      project,
    ],
    derive: (content) => ({ folded: foldedWords(textsIn(content)) }),
  },
  EVENT: {
    table: 'event',
    prefix: 'event',
    fields: [
      event.text('title', 'title_pl', 'title_en'),
      event.value('kind', 'kind'),
      event.text('summary', 'summary_pl', 'summary_en'),
      event.text('motto', 'motto_pl', 'motto_en'),
      event.value('startsOn', 'starts_on'),
      event.value('endsOn', 'ends_on'),
      event.object('place', [
        event.text('name', 'place_name_pl', 'place_name_en'),
        event.value('unit', 'place_unit_id'),
      ]),
      event.value('aims', 'aims'),
      event.value('outcomes', 'outcomes'),
      event.text('scheme', 'scheme_pl', 'scheme_en'),
      event.value('inferences', 'inferences'),
      project,
    ],
    derive: (content) => ({
      starts_from: first(content['startsOn']),
      ends_to: last(content['endsOn'] ?? content['startsOn']),
      folded: foldedWords(textsIn(content)),
    }),
  },
  CALL: {
    table: 'call',
    prefix: 'call',
    fields: [
      call.text('title', 'title_pl', 'title_en'),
      call.value('kind', 'kind'),
      call.text('summary', 'summary_pl', 'summary_en'),
      call.text('motto', 'motto_pl', 'motto_en'),
      call.value('announcedOn', 'announced_on'),
      call.value('opensOn', 'opens_on'),
      call.value('closesOn', 'closes_on'),
      call.value('resultsOn', 'results_on'),
      call.value('tiers', 'tiers'),
      call.value('eligibility', 'eligibility'),
      call.value('channels', 'channels'),
      call.value('steps', 'steps'),
      call.value('preferences', 'preferences'),
      call.value('benefits', 'benefits'),
      call.value('documents', 'documents'),
      call.value('results', 'results'),
      call.value('resultsUrl', 'results_url'),
      call.value('admission', 'admission'),
      call.value('event', 'event_slug'),
      call.value('livingLab', 'living_lab_slug'),
      call.value('inferences', 'inferences'),
      project,
    ],
    derive: (content) => ({
      opens_from: first(content['opensOn'] ?? content['announcedOn']),
      closes_from: first(content['closesOn']),
      closes_to: last(content['closesOn']),
      folded: foldedWords(textsIn(content)),
    }),
  },
  PRACTICE: {
    table: 'practice',
    prefix: 'practice',
    fields: [
      practice.text('title', 'title_pl', 'title_en'),
      practice.text('summary', 'summary_pl', 'summary_en'),
      practice.text('problem', 'problem_pl', 'problem_en'),
      practice.text('solution', 'solution_pl', 'solution_en'),
      practice.text('participation', 'participation_pl', 'participation_en'),
      practice.value('weaknesses', 'weaknesses'),
      practice.value('methods', 'methods'),
      practice.value('results', 'results'),
      practice.value('beneficiaries', 'beneficiaries'),
      practice.value('resources', 'resources'),
      practice.value('obstacles', 'obstacles'),
      practice.value('lessons', 'lessons'),
      practice.value('transferConditions', 'transfer_conditions'),
      practice.value('innovation', 'innovation'),
      practice.value('stage', 'stage'),
      practice.value('startedOn', 'started_on'),
      practice.value('implementedOn', 'implemented_on'),
      practice.value('endedOn', 'ended_on'),
      practice.object('cost', [practice.value('amount', 'cost_amount'), practice.value('currency', 'cost_currency')]),
      practice.text('costNote', 'cost_note_pl', 'cost_note_en'),
      practice.value('livingLab', 'living_lab_slug'),
      practice.value('inferences', 'inferences'),
      project,
    ],
    derive: (content) => ({ folded: foldedWords(textsIn(content)) }),
  },
  ADOPTION: {
    table: 'adoption',
    prefix: 'adoption',
    fields: [
      adoption.value('practice', 'practice_slug'),
      adoption.object('adopter', [
        adoption.value('office', 'adopter_office_id'),
        adoption.text('organisation', 'adopter_organisation_pl', 'adopter_organisation_en'),
      ]),
      adoption.object('from', [
        adoption.value('office', 'from_office_id'),
        adoption.text('organisation', 'from_organisation_pl', 'from_organisation_en'),
      ]),
      adoption.value('on', 'adopted_on'),
      adoption.text('changes', 'changes_pl', 'changes_en'),
      adoption.value('url', 'url'),
      adoption.value('inferences', 'inferences'),
    ],
  },
  COST_BENEFIT: {
    table: 'cost_benefit_assessment',
    prefix: 'cost-benefit',
    fields: [
      assessment.value('practice', 'practice_slug'),
      assessment.value('from', 'period_from'),
      assessment.value('to', 'period_to'),
      assessment.object('assessedBy', [
        assessment.value('office', 'assessor_office_id'),
        assessment.text('organisation', 'assessor_organisation_pl', 'assessor_organisation_en'),
      ]),
      assessment.text('method', 'method_pl', 'method_en'),
      assessment.value('costs', 'costs'),
      assessment.value('benefits', 'benefits'),
      assessment.value('url', 'url'),
      assessment.value('inferences', 'inferences'),
    ],
  },
};

function first(day: unknown): string | null {
  return typeof day === 'string' ? firstDayOf(day) : null;
}

function last(day: unknown): string | null {
  return typeof day === 'string' ? lastDayOf(day) : null;
}
