import { query } from '#platform/database/index.ts';
import { dataset, sourceColumn, sourceReference } from './declare.ts';
import { newestVersions } from './registry.ts';

const projectReference = { fields: ['project_id'], dataset: 'projects', to: ['id'] } as const;
const programmeReferences = (['programme_id', 'priority_id', 'measure_id', 'submeasure_id'] as const).map((field) => ({
  fields: [field],
  dataset: 'programmes',
  to: ['id'],
}));

export const projects = dataset({
  name: 'projects',
  title: 'EU-funded projects',
  titlePl: 'Projekty dofinansowane z UE',
  description: 'Projects of the programming periods 2007–2013, 2014–2020 and 2021–2027.',
  table: 'project',
  columns: {
    id: ['string', 'Id of the project.', 'Identyfikator'],
    period: ['string', 'Programming period: P2007_2013, P2014_2020 or P2021_2027.', 'Perspektywa'],
    list: ['string', 'The list it is known from.', 'Lista'],
    country: ['string', 'Country, ISO 3166-1; ZZ where unknown.', 'Kraj'],
    contract_number: ['string', 'Contract number.', 'Numer umowy'],
    title: ['string', 'Title in Polish.', 'Tytuł'],
    title_en: ['string', 'Title in English.', 'Tytuł po angielsku'],
    summary: ['string', 'Summary.', 'Opis'],
    programme_id: ['string', 'Id of the programme.', 'Program'],
    priority_id: ['string', 'Id of the priority.', 'Priorytet'],
    measure_id: ['string', 'Id of the measure.', 'Działanie'],
    submeasure_id: ['string', 'Id of the submeasure.', 'Poddziałanie'],
    fund: ['string', 'Fund.', 'Fundusz'],
    currency: ['string', 'Currency of the amounts, ISO 4217.', 'Waluta'],
    value: ['decimal', 'Total value, in the currency.', 'Wartość ogółem'],
    eligible_cost: ['decimal', 'Eligible cost, in the currency.', 'Wydatki kwalifikowalne'],
    public_support: ['decimal', 'Public support, in the currency.', 'Wsparcie publiczne'],
    eu_contribution: ['decimal', 'EU contribution, in the currency.', 'Dofinansowanie UE'],
    eu_rate: ['decimal', 'Rate of EU support, per cent.', 'Poziom dofinansowania (%)'],
    starts_on: ['date', 'First day.', 'Początek'],
    ends_on: ['date', 'Last day.', 'Koniec'],
    signed_on: ['date', 'Day on which the contract was signed.', 'Data umowy'],
    is_completed: ['boolean', 'Whether it is completed, where the list says.', 'Zakończony'],
    theme: ['string', 'Theme or category.', 'Temat'],
    source_id: sourceColumn,
  },
  primaryKey: ['id'],
  references: [...programmeReferences, sourceReference],
  rows: query
    .selectFrom('project')
    .select(['id', 'period', 'list', 'country', 'contract_number', 'title', 'title_en', 'summary', 'programme_id'])
    .select(['priority_id', 'measure_id', 'submeasure_id', 'fund', 'currency', 'value', 'eligible_cost'])
    .select(['public_support', 'eu_contribution', 'eu_rate', 'starts_on', 'ends_on', 'signed_on', 'is_completed'])
    .select(['theme', 'source_id']),
});

export const projectPlaces = dataset({
  name: 'project-places',
  title: 'Places of projects',
  titlePl: 'Miejsca realizacji projektów',
  description: 'Where projects take place, as stated and as joined to units.',
  table: 'project_place',
  columns: {
    project_id: ['string', 'Id of the project.', 'Identyfikator projektu'],
    ordinal: ['integer', 'Order in the list.', 'Kolejność'],
    contract_number: ['string', 'Contract number of the project.', 'Numer umowy'],
    kind: ['string', 'UNIT, WHOLE_COUNTRY or TEXT.', 'Rodzaj'],
    text: ['string', 'As it stands in the list.', 'Zapis w źródle'],
    unit_id: ['string', 'Id of the unit.', 'Identyfikator jednostki'],
    terc: ['string', 'TERC code of the unit.', 'Kod TERC'],
    method: ['string', 'How the unit was found.', 'Metoda'],
    confidence: ['number', 'How certain it is, 0 to 1.', 'Pewność'],
  },
  primaryKey: ['project_id', 'ordinal'],
  references: [projectReference, { fields: ['unit_id'], dataset: 'units', to: ['id'] }],
  rows: query
    .selectFrom('project_place as l')
    .innerJoin('project as p', 'p.id', 'l.project_id')
    .leftJoin(newestVersions(), 'v.unit_id', 'l.unit_id')
    .select(['l.project_id', 'l.ordinal', 'p.contract_number', 'l.kind', 'l.text', 'l.unit_id', 'v.terc'])
    .select(['l.method', 'l.confidence']),
});

export const participations = dataset({
  name: 'participations',
  title: 'Participations in projects',
  titlePl: 'Udział w projektach',
  description: 'Who took part in which project in what role.',
  table: 'participation',
  columns: {
    id: ['string', 'Id of the participation.', 'Identyfikator'],
    project_id: ['string', 'Id of the project.', 'Identyfikator projektu'],
    contract_number: ['string', 'Contract number of the project.', 'Numer umowy'],
    role: ['string', 'LEADER, BENEFICIARY, PARTNER, PARTICIPANT or REFERENCE_MODEL.', 'Rola'],
    office_id: ['string', 'Id of the office that took part.', 'Identyfikator urzędu'],
    organisation_id: ['string', 'Id of the organisation that took part.', 'Identyfikator organizacji'],
    nip: ['string', 'Tax number (NIP) of the office or organisation.', 'NIP'],
    stated_name: ['string', 'Name as stated.', 'Nazwa w źródle'],
    stated_nip: ['string', 'Tax number (NIP) as stated.', 'NIP w źródle'],
    nip_valid: ['boolean', 'Whether its check digit is right.', 'NIP poprawny'],
    starts_on: ['date', 'First day.', 'Początek'],
    ends_on: ['date', 'Last day.', 'Koniec'],
    method: ['string', 'How the office was found.', 'Metoda'],
    confidence: ['number', 'How certain it is, 0 to 1.', 'Pewność'],
    source_id: sourceColumn,
  },
  primaryKey: ['id'],
  references: [
    projectReference,
    { fields: ['office_id'], dataset: 'offices', to: ['id'] },
    { fields: ['organisation_id'], dataset: 'organisations', to: ['id'] },
    sourceReference,
  ],
  rows: query
    .selectFrom('participation as a')
    .innerJoin('project as p', 'p.id', 'a.project_id')
    .leftJoin('office as o', 'o.id', 'a.office_id')
    .leftJoin('organisation as g', 'g.id', 'a.organisation_id')
    .select(['a.id', 'a.project_id', 'p.contract_number', 'a.role', 'a.office_id', 'a.organisation_id'])
    .select(({ fn }) => [fn.coalesce('o.nip', 'g.nip').as('nip')])
    .select(['a.stated_name', 'a.stated_nip', 'a.nip_valid', 'a.starts_on', 'a.ends_on', 'a.method', 'a.confidence'])
    .select('a.source_id'),
});

export const programmes = dataset({
  name: 'programmes',
  title: 'Programmes',
  titlePl: 'Programy',
  description: 'The tree of programmes, priorities, measures and submeasures.',
  table: 'programme',
  columns: {
    id: ['string', 'Id of the node.', 'Identyfikator'],
    period: ['string', 'Programming period.', 'Perspektywa'],
    level: ['string', 'PERIOD, PROGRAMME, PRIORITY, MEASURE or SUBMEASURE.', 'Poziom'],
    parent_id: ['string', 'Id of the node above.', 'Identyfikator nadrzędny'],
    code: ['string', 'Code as stated.', 'Kod'],
    name: ['string', 'Name.', 'Nazwa'],
    source_id: sourceColumn,
  },
  primaryKey: ['id'],
  references: [{ fields: ['parent_id'], dataset: 'programmes', to: ['id'] }, sourceReference],
  rows: query.selectFrom('programme').select(['id', 'period', 'level', 'parent_id', 'code', 'name', 'source_id']),
});

export const organisations = dataset({
  name: 'organisations',
  title: 'Organisations in projects',
  titlePl: 'Organizacje w projektach',
  description: 'Who took part in projects and is no office of the hub.',
  table: 'organisation',
  columns: {
    id: ['string', 'Id of the organisation.', 'Identyfikator'],
    name: ['string', 'Name as lists state it.', 'Nazwa'],
    nip: ['string', 'Tax number (NIP).', 'NIP'],
    nip_valid: ['boolean', 'Whether its check digit is right.', 'NIP poprawny'],
    legal_form: ['string', 'Legal form.', 'Forma prawna'],
    postcode: ['string', 'Postal code.', 'Kod pocztowy'],
    town: ['string', 'Town.', 'Miejscowość'],
    redacted: ['boolean', 'Whether it stands for natural persons who are not named.', 'Usunięto dane'],
    source_id: sourceColumn,
  },
  primaryKey: ['id'],
  references: [sourceReference],
  rows: query
    .selectFrom('organisation')
    .select(['id', 'name', 'nip', 'nip_valid', 'legal_form', 'postcode', 'town', 'redacted', 'source_id']),
});
