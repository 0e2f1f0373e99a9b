import { labelEnums } from '#graphql/labels.ts';

const byTitle = { TITLE: ['tytuł', 'Title'], RELEASE: ['wydanie', 'Release'] } as const;

labelEnums({
  PracticeStage: {
    IDEA: ['pomysł', 'Idea'],
    IN_PREPARATION: ['w przygotowaniu', 'In preparation'],
    IMPLEMENTED: ['wdrożona', 'Implemented'],
    ABANDONED: ['zaniechana', 'Abandoned'],
  },
  PracticeRole: {
    OWNER: ['właściciel', 'Owner'],
    SUBMITTER: ['zgłaszający', 'Submitter'],
    PARTNER: ['partner', 'Partner'],
    FUNDER: ['finansujący', 'Funder'],
  },
  InnovationType: {
    SERVICE: ['usługa', 'Service'],
    PROCESS: ['proces', 'Process'],
    ORGANISATIONAL: ['organizacja', 'Organisation'],
    COMMUNICATION: ['komunikacja', 'Communication'],
    POLICY: ['polityka publiczna', 'Public policy'],
  },
  SubmissionOutcome: {
    SUBMITTED: ['zgłoszona', 'Submitted'],
    SELECTED: ['wybrana', 'Selected'],
    RESERVE: ['na liście rezerwowej', 'On the reserve list'],
    NOT_SELECTED: ['niewybrana', 'Not selected'],
  },
  CallKind: {
    PRACTICES: ['nabór praktyk', 'Call for practices'],
    LIVING_LAB_PARTICIPANTS: ['nabór uczestników living labu', 'Call for participants of a living lab'],
  },
  AdmissionOrder: {
    FIRST_COME: ['kolejność zgłoszeń', 'First come, first served'],
    REVIEW: ['ocena', 'Review'],
  },
  AdmissionRole: { ADMITTED: ['przyjęty', 'Admitted'], RESERVE: ['rezerwa', 'Reserve'] },
  OrganiserRole: {
    ORGANISER: ['organizator', 'Organiser'],
    CO_ORGANISER: ['współorganizator', 'Co-organiser'],
    LEADER: ['lider projektu', 'Project leader'],
    PATRON: ['patron', 'Patron'],
  },
  EventKind: {
    CONFERENCE: ['konferencja', 'Conference'],
    SEMINAR: ['seminarium', 'Seminar'],
    WORKSHOP: ['warsztaty', 'Workshop'],
    OTHER: ['inne wydarzenie', 'Other event'],
  },
  MaterialType: {
    DOCUMENT: ['dokument', 'Document'],
    SLIDES: ['prezentacja', 'Slides'],
    RECORDING: ['nagranie', 'Recording'],
  },
  CountedThing: {
    OFFICES: ['urzędy', 'Offices'],
    UNITS: ['jednostki samorządu', 'Units of self-government'],
    PRACTICES: ['praktyki', 'Practices'],
    PARTICIPANTS: ['uczestnicy', 'Participants'],
    SESSIONS: ['sesje', 'Sessions'],
  },
  PracticeOrderField: byTitle,
  LivingLabOrderField: byTitle,
  CitationOrderField: byTitle,
  SessionOrderField: { ORDER: ['kolejność w wydarzeniu', 'Order in the event'], RELEASE: ['wydanie', 'Release'] },
  PresentationOrderField: { EVENT: ['wydarzenie', 'Event'], RELEASE: ['wydanie', 'Release'] },
  AdoptionOrderField: { ADOPTED_ON: ['dzień przejęcia', 'Day of adoption'], RELEASE: ['wydanie', 'Release'] },
  CostBenefitOrderField: { PERIOD: ['oceniany okres', 'Assessed period'], RELEASE: ['wydanie', 'Release'] },
  PracticeSubmissionOrderField: byTitle,
  CallOrderField: {
    CLOSING_DATE: ['dzień zamknięcia', 'Closing date'],
    TITLE: ['tytuł', 'Title'],
    RELEASE: ['wydanie', 'Release'],
  },
  EventOrderField: {
    START_DATE: ['dzień rozpoczęcia', 'Start date'],
    TITLE: ['tytuł', 'Title'],
    RELEASE: ['wydanie', 'Release'],
  },
});
