import { labelEnums } from '#graphql/labels.ts';

labelEnums({
  ProgrammingPeriod: {
    P2007_2013: ['2007–2013', '2007–2013'],
    P2014_2020: ['2014–2020', '2014–2020'],
    P2021_2027: ['2021–2027', '2021–2027'],
  },
  ProgrammeLevel: {
    PERIOD: ['okres programowania', 'Programming period'],
    PROGRAMME: ['program', 'Programme'],
    PRIORITY: ['priorytet', 'Priority'],
    MEASURE: ['działanie', 'Measure'],
    SUBMEASURE: ['poddziałanie', 'Sub-measure'],
  },
  ProjectList: {
    KSI_SIMIK: ['lista projektów 2007–2013 (KSI SIMIK)', 'List of projects 2007–2013 (KSI SIMIK)'],
    SL2014: ['lista projektów 2014–2020 (SL2014)', 'List of projects 2014–2020 (SL2014)'],
    CST2021: ['lista projektów 2021–2027 (CST2021)', 'List of projects 2021–2027 (CST2021)'],
    GRANTS_MAP: ['Mapa Dotacji UE', 'Map of EU grants'],
    KOHESIO: ['Kohesio', 'Kohesio'],
    DOCUMENT: ['dokument', 'Document'],
  },
  ProjectPlaceKind: {
    UNIT: ['jednostka terytorialna', 'Territorial unit'],
    WHOLE_COUNTRY: ['cały kraj', 'Whole country'],
    TEXT: ['miejsce nierozpoznane', 'Place not recognised'],
  },
  ParticipationRole: {
    BENEFICIARY: ['beneficjent', 'Beneficiary'],
    LEADER: ['lider', 'Leader'],
    PARTNER: ['partner', 'Partner'],
    PARTICIPANT: ['uczestnik', 'Participant'],
    REFERENCE_MODEL: ['wzorzec', 'Reference model'],
  },
  BeneficiaryKind: {
    GOVERNMENT: ['administracja rządowa', 'Government administration'],
    SELF_GOVERNMENT: ['samorząd terytorialny', 'Self-government'],
    ORGANISATION: ['inna organizacja', 'Other organisation'],
    REDACTED: ['osoba fizyczna', 'Natural person'],
  },
  ParticipationOrderField: { STARTED_ON: ['dzień rozpoczęcia', 'Start date'], RELEASE: ['wydanie', 'Release'] },
  ProgrammeOrderField: { CODE: ['kod', 'Code'], NAME: ['nazwa', 'Name'] },
  ProjectOrderField: {
    STARTED_ON: ['początek', 'Start'],
    ENDED_ON: ['koniec', 'End'],
    TITLE: ['tytuł', 'Title'],
    VALUE: ['wartość', 'Value'],
    EU_CONTRIBUTION: ['dofinansowanie UE', 'EU contribution'],
  },
  ProjectGrouping: {
    PERIOD: ['okres programowania', 'Programming period'],
    PROGRAMME: ['program', 'Programme'],
    PRIORITY: ['priorytet', 'Priority'],
    FUND: ['fundusz', 'Fund'],
    VOIVODESHIP: ['województwo', 'Voivodeship'],
    POWIAT: ['powiat', 'Powiat'],
    GMINA: ['gmina', 'Gmina'],
    START_YEAR: ['rok rozpoczęcia', 'Start year'],
    ROLE: ['rola', 'Role'],
    BENEFICIARY_KIND: ['rodzaj beneficjenta', 'Kind of beneficiary'],
  },
  ProjectAllocation: {
    FULL: ['w całości', 'In full'],
    EQUAL_SPLIT: ['w równych częściach', 'In equal parts'],
  },
  ProjectStatisticsOrderField: {
    KEY: ['klucz grupy', 'Key of the group'],
    COUNT: ['liczba projektów', 'Number of projects'],
    VALUE: ['wartość', 'Value'],
    ELIGIBLE_COST: ['wydatki kwalifikowalne', 'Eligible cost'],
    EU_CONTRIBUTION: ['dofinansowanie UE', 'EU contribution'],
  },
});
