import { query } from '#platform/database/index.ts';
import { dataset, sourceColumn, sourceReference } from './declare.ts';
import { officeNip } from './offices.ts';
import { newestVersions } from './registry.ts';

const practiceReference = { fields: ['practice_slug'], dataset: 'practices', to: ['slug'] } as const;
const projectReference = { fields: ['project_id'], dataset: 'projects', to: ['id'] } as const;
const titlePl = ['string', 'Title in Polish.', 'Tytuł'] as const;
const titleEn = ['string', 'Title in English.', 'Tytuł po angielsku'] as const;
const summaryPl = ['string', 'Summary in Polish.', 'Opis'] as const;
const summaryEn = ['string', 'Summary in English.', 'Opis po angielsku'] as const;
const slug = ['string', 'Key, as in addresses.', 'Klucz'] as const;
const projectId = ['string', 'Id of the project that it belongs to.', 'Identyfikator projektu'] as const;

const contractNumber = ['string', 'Contract number of the project.', 'Numer umowy'] as const;

export const practices = dataset({
  name: 'practices',
  title: 'Practices',
  titlePl: 'Praktyki',
  description: 'Good practices of public administration.',
  table: 'practice',
  columns: {
    slug,
    title_pl: titlePl,
    title_en: titleEn,
    summary_pl: summaryPl,
    summary_en: summaryEn,
    problem_pl: ['string', 'The problem that it solves.', 'Problem'],
    solution_pl: ['string', 'The solution.', 'Rozwiązanie'],
    innovation: ['string', 'SERVICE, PROCESS, ORGANISATIONAL, COMMUNICATION or POLICY.', 'Rodzaj innowacji'],
    stage: ['string', 'IDEA, IN_PREPARATION, IMPLEMENTED or ABANDONED.', 'Etap'],
    started_on: ['string', 'Day, month or year of its start.', 'Rozpoczęto'],
    implemented_on: ['string', 'Day, month or year of its implementation.', 'Wdrożono'],
    ended_on: ['string', 'Day, month or year of its end.', 'Zakończono'],
    cost_amount: ['string', 'Cost exactly as stated.', 'Koszt'],
    cost_currency: ['string', 'Currency of the cost, ISO 4217.', 'Waluta kosztu'],
    living_lab_slug: ['string', 'Living lab that it came from.', 'Laboratorium'],
    project_id: projectId,
    contract_number: contractNumber,
    source_id: sourceColumn,
  },
  primaryKey: ['slug'],
  references: [projectReference, sourceReference],
  rows: query
    .selectFrom('practice as p')
    .leftJoin('project as j', 'j.id', 'p.project_id')
    .select([
      'p.slug',
      'p.title_pl',
      'p.title_en',
      'p.summary_pl',
      'p.summary_en',
      'p.problem_pl',
      'p.solution_pl',
      'p.innovation',
    ])
    .select([
      'p.stage',
      'p.started_on',
      'p.implemented_on',
      'p.ended_on',
      'p.cost_amount',
      'p.cost_currency',
      'p.living_lab_slug',
    ])
    .select(['p.project_id', 'j.contract_number', 'p.source_id']),
});

export const practiceOffices = dataset({
  name: 'practice-offices',
  title: 'Offices of practices',
  titlePl: 'Urzędy praktyk',
  description: 'Offices and organisations with their role in a practice.',
  table: 'practice_office',
  columns: {
    practice_slug: ['string', 'Practice.', 'Praktyka'],
    ordinal: ['integer', 'Order as stated.', 'Kolejność'],
    role: ['string', 'OWNER, PARTNER, SUBMITTER or FUNDER.', 'Rola'],
    office_id: ['string', 'Id of the office.', 'Identyfikator urzędu'],
    office_nip: officeNip,
    organisation_pl: ['string', 'Name of an organisation that is no office of the hub.', 'Organizacja'],
    source_id: sourceColumn,
  },
  primaryKey: ['practice_slug', 'ordinal'],
  references: [practiceReference, { fields: ['office_id'], dataset: 'offices', to: ['id'] }, sourceReference],
  rows: query
    .selectFrom('practice_office as p')
    .leftJoin('office as o', 'o.id', 'p.office_id')
    .select(['p.practice_slug', 'p.ordinal', 'p.role', 'p.office_id', 'o.nip as office_nip', 'p.organisation_pl'])
    .select('p.source_id'),
});

export const adoptions = dataset({
  name: 'adoptions',
  title: 'Adoptions of practices',
  titlePl: 'Wdrożenia praktyk',
  description: 'That one office adopted a practice of another.',
  table: 'adoption',
  columns: {
    slug,
    practice_slug: ['string', 'Practice.', 'Praktyka'],
    adopter_office_id: ['string', 'Id of the office that adopted it.', 'Urząd wdrażający'],
    adopter_office_nip: officeNip,
    adopter_organisation_pl: ['string', 'Name of an adopter that is no office of the hub.', 'Organizacja wdrażająca'],
    from_office_id: ['string', 'Id of the office that it was taken from.', 'Urząd, od którego przejęto'],
    from_office_nip: ['string', 'Tax number (NIP) of that office.', 'NIP urzędu, od którego przejęto'],
    from_organisation_pl: ['string', 'Its name where it is no office of the hub.', 'Organizacja, od której przejęto'],
    adopted_on: ['string', 'Day, month or year.', 'Data wdrożenia'],
    url: ['string', 'Where it is described.', 'Adres'],
    source_id: sourceColumn,
  },
  primaryKey: ['slug'],
  references: [
    practiceReference,
    { fields: ['adopter_office_id'], dataset: 'offices', to: ['id'] },
    { fields: ['from_office_id'], dataset: 'offices', to: ['id'] },
    sourceReference,
  ],
  rows: query
    .selectFrom('adoption as a')
    .leftJoin('office as o', 'o.id', 'a.adopter_office_id')
    .leftJoin('office as f', 'f.id', 'a.from_office_id')
    .select(['a.slug', 'a.practice_slug', 'a.adopter_office_id', 'o.nip as adopter_office_nip'])
    .select(['a.adopter_organisation_pl', 'a.from_office_id', 'f.nip as from_office_nip', 'a.from_organisation_pl'])
    .select(['a.adopted_on', 'a.url', 'a.source_id']),
});

export const calls = dataset({
  name: 'calls',
  title: 'Calls',
  titlePl: 'Nabory',
  description: 'Calls for practices and for participants of living labs.',
  table: 'call',
  columns: {
    slug,
    title_pl: titlePl,
    title_en: titleEn,
    kind: ['string', 'PRACTICES or LIVING_LAB_PARTICIPANTS.', 'Rodzaj'],
    summary_pl: summaryPl,
    summary_en: summaryEn,
    announced_on: ['string', 'Day, month or year of the announcement.', 'Ogłoszono'],
    opens_on: ['string', 'Day, month or year of the opening.', 'Otwarcie'],
    closes_on: ['string', 'Day, month or year of the end.', 'Zamknięcie'],
    results_on: ['string', 'Day, month or year of the results.', 'Wyniki'],
    event_slug: ['string', 'Event that it belongs to.', 'Wydarzenie'],
    living_lab_slug: ['string', 'Living lab that it belongs to.', 'Laboratorium'],
    project_id: projectId,
    contract_number: contractNumber,
    source_id: sourceColumn,
  },
  primaryKey: ['slug'],
  references: [{ fields: ['event_slug'], dataset: 'events', to: ['slug'] }, projectReference, sourceReference],
  rows: query
    .selectFrom('call as c')
    .leftJoin('project as j', 'j.id', 'c.project_id')
    .select([
      'c.slug',
      'c.title_pl',
      'c.title_en',
      'c.kind',
      'c.summary_pl',
      'c.summary_en',
      'c.announced_on',
      'c.opens_on',
    ])
    .select([
      'c.closes_on',
      'c.results_on',
      'c.event_slug',
      'c.living_lab_slug',
      'c.project_id',
      'j.contract_number',
      'c.source_id',
    ]),
});

export const events = dataset({
  name: 'events',
  title: 'Events',
  titlePl: 'Wydarzenia',
  description: 'Conferences, seminars and workshops.',
  table: 'event',
  columns: {
    slug,
    title_pl: titlePl,
    title_en: titleEn,
    kind: ['string', 'CONFERENCE, SEMINAR, WORKSHOP or OTHER.', 'Rodzaj'],
    summary_pl: summaryPl,
    summary_en: summaryEn,
    starts_on: ['string', 'Day, month or year of the start.', 'Początek'],
    ends_on: ['string', 'Day, month or year of the end.', 'Koniec'],
    place_name_pl: ['string', 'Place.', 'Miejsce'],
    place_unit_id: ['string', 'Id of the unit of the place.', 'Identyfikator jednostki miejsca'],
    place_terc: ['string', 'TERC code of the unit of the place.', 'Kod TERC miejsca'],
    project_id: projectId,
    contract_number: contractNumber,
    source_id: sourceColumn,
  },
  primaryKey: ['slug'],
  references: [{ fields: ['place_unit_id'], dataset: 'units', to: ['id'] }, projectReference, sourceReference],
  rows: query
    .selectFrom('event as e')
    .leftJoin(newestVersions(), 'v.unit_id', 'e.place_unit_id')
    .leftJoin('project as j', 'j.id', 'e.project_id')
    .select([
      'e.slug',
      'e.title_pl',
      'e.title_en',
      'e.kind',
      'e.summary_pl',
      'e.summary_en',
      'e.starts_on',
      'e.ends_on',
    ])
    .select([
      'e.place_name_pl',
      'e.place_unit_id',
      'v.terc as place_terc',
      'e.project_id',
      'j.contract_number',
      'e.source_id',
    ]),
});

export const presentations = dataset({
  name: 'presentations',
  title: 'Presentations of practices',
  titlePl: 'Prezentacje praktyk',
  description: 'That a practice is shown in a session of an event.',
  table: 'presentation',
  columns: {
    id: ['string', 'Session and practice.', 'Identyfikator'],
    event_slug: ['string', 'Event.', 'Wydarzenie'],
    session_id: ['string', 'Id of the session.', 'Identyfikator sesji'],
    session_ordinal: ['integer', 'Order of the session in the event.', 'Kolejność sesji'],
    session_theme_pl: ['string', 'Theme of the session.', 'Temat sesji'],
    topic_slug: ['string', 'Topic of the session.', 'Temat'],
    ordinal: ['integer', 'Order in the session.', 'Kolejność'],
    practice_slug: ['string', 'Practice.', 'Praktyka'],
    source_id: sourceColumn,
  },
  primaryKey: ['id'],
  references: [{ fields: ['event_slug'], dataset: 'events', to: ['slug'] }, practiceReference, sourceReference],
  rows: query
    .selectFrom('presentation as p')
    .innerJoin('event_session as s', 's.id', 'p.session_id')
    .select(['p.id', 'p.event_slug', 'p.session_id', 's.ordinal as session_ordinal', 's.theme_pl as session_theme_pl'])
    .select(['s.topic_slug', 'p.ordinal', 'p.practice_slug', 'p.source_id']),
});
