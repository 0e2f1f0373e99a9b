/** What each dataset is about, in the words of catalogues. */

/** EU vocabulary of data themes; dane.gov.pl uses the same codes for its categories. */
type Theme = 'ECON' | 'EDUC' | 'GOVE' | 'REGI' | 'SOCI';

export interface Subject {
  readonly descriptionPl: string;
  readonly themes: readonly Theme[];
  readonly keywordsPl: readonly string[];
  readonly keywordsEn: readonly string[];
  /** Of the Commission's list of high-value datasets (regulation 2023/138); null: on none. */
  readonly highValue: 'statistics' | 'geospatial' | null;
  /** Columns with the first and the last day, month or year that a row is about. */
  readonly period?: readonly [from: string, to: string];
}

const units = { themes: ['REGI', 'GOVE'], highValue: 'geospatial' } as const;
const offices = { themes: ['GOVE'], highValue: null } as const;
const projects = { themes: ['ECON', 'REGI'], highValue: null } as const;
const practices = { themes: ['GOVE'], highValue: null } as const;
const metrics = { themes: ['REGI', 'SOCI', 'ECON'], highValue: 'statistics' } as const;
const imports = { themes: ['GOVE'], highValue: null } as const;

const subjects: Readonly<Record<string, Subject>> = {
  units: {
    ...units,
    descriptionPl: 'Województwa, powiaty, gminy i ich części w ostatnim znanym stanie.',
    keywordsPl: ['TERYT', 'TERC', 'podział terytorialny', 'gminy', 'powiaty', 'województwa'],
    keywordsEn: ['TERYT', 'TERC', 'administrative units', 'gminas', 'powiats', 'voivodeships'],
    period: ['valid_from', 'valid_to'],
  },
  'unit-versions': {
    ...units,
    descriptionPl: 'Każdy stan każdej jednostki: kod, nazwa, rodzaj i miejsce w hierarchii, z dniami obowiązywania.',
    keywordsPl: ['TERYT', 'historia podziału terytorialnego', 'zmiany kodów'],
    keywordsEn: ['TERYT', 'history of administrative units', 'changes of codes'],
    period: ['valid_from', 'valid_to'],
  },
  'unit-events': {
    ...units,
    descriptionPl: 'Co się działo z jednostkami: utworzenie, zniesienie, zmiana nazwy, rodzaju lub kodu.',
    keywordsPl: ['TERYT', 'zmiany podziału terytorialnego'],
    keywordsEn: ['TERYT', 'changes of administrative units'],
    period: ['not_before', 'not_after'],
  },
  boundaries: {
    ...units,
    descriptionPl: 'Granice jednostek według szczebla i dnia, w układzie WGS 84.',
    keywordsPl: ['granice administracyjne', 'PRG', 'GeoJSON'],
    keywordsEn: ['administrative boundaries', 'PRG', 'GeoJSON'],
    period: ['as_of', 'as_of'],
  },
  offices: {
    ...offices,
    descriptionPl: 'Ministerstwa, urzędy centralne, wojewódzkie i samorządowe, komendy policji oraz inspektoraty.',
    keywordsPl: ['urzędy', 'administracja publiczna', 'dane teleadresowe', 'NIP', 'REGON'],
    keywordsEn: ['offices', 'public administration', 'contact data', 'tax numbers'],
  },
  assessments: {
    ...offices,
    descriptionPl: 'Samooceny urzędów (CAF, EFQM).',
    keywordsPl: ['CAF', 'EFQM', 'samoocena', 'jakość w administracji'],
    keywordsEn: ['CAF', 'EFQM', 'self-assessment', 'quality in public administration'],
    period: ['assessed_on', 'assessed_on'],
  },
  'assessment-scores': {
    ...offices,
    descriptionPl: 'Wyniki samoocen w kryteriach i podkryteriach.',
    keywordsPl: ['CAF', 'EFQM', 'kryteria', 'punktacja'],
    keywordsEn: ['CAF', 'EFQM', 'criteria', 'scores'],
  },
  certifications: {
    ...offices,
    descriptionPl: 'Certyfikaty urzędów według norm, z okresem ważności.',
    keywordsPl: ['certyfikaty', 'ISO 9001', 'systemy zarządzania'],
    keywordsEn: ['certificates', 'ISO 9001', 'management systems'],
    period: ['valid_from', 'valid_to'],
  },
  projects: {
    ...projects,
    descriptionPl: 'Projekty perspektyw 2007–2013, 2014–2020 i 2021–2027.',
    keywordsPl: ['fundusze europejskie', 'projekty', 'dofinansowanie', 'polityka spójności'],
    keywordsEn: ['EU funds', 'projects', 'grants', 'cohesion policy'],
    period: ['starts_on', 'ends_on'],
  },
  'project-places': {
    ...projects,
    descriptionPl: 'Gdzie realizowane są projekty: według listy oraz po połączeniu z jednostkami.',
    keywordsPl: ['fundusze europejskie', 'miejsce realizacji', 'gminy'],
    keywordsEn: ['EU funds', 'places of projects', 'gminas'],
  },
  participations: {
    ...projects,
    descriptionPl: 'Kto uczestniczył w którym projekcie i w jakiej roli.',
    keywordsPl: ['fundusze europejskie', 'beneficjenci', 'partnerzy'],
    keywordsEn: ['EU funds', 'beneficiaries', 'partners'],
    period: ['starts_on', 'ends_on'],
  },
  programmes: {
    ...projects,
    descriptionPl: 'Drzewo programów, osi priorytetowych, działań i poddziałań.',
    keywordsPl: ['fundusze europejskie', 'programy operacyjne', 'działania'],
    keywordsEn: ['EU funds', 'operational programmes', 'measures'],
  },
  organisations: {
    ...projects,
    descriptionPl: 'Uczestnicy projektów, którzy nie są urzędami węzła.',
    keywordsPl: ['fundusze europejskie', 'beneficjenci', 'organizacje'],
    keywordsEn: ['EU funds', 'beneficiaries', 'organisations'],
  },
  practices: {
    ...practices,
    descriptionPl: 'Dobre praktyki administracji publicznej.',
    keywordsPl: ['dobre praktyki', 'administracja publiczna', 'innowacje'],
    keywordsEn: ['good practices', 'public administration', 'innovation'],
    period: ['started_on', 'ended_on'],
  },
  'practice-offices': {
    ...practices,
    descriptionPl: 'Urzędy i organizacje z ich rolą w praktyce.',
    keywordsPl: ['dobre praktyki', 'urzędy', 'partnerzy'],
    keywordsEn: ['good practices', 'offices', 'partners'],
  },
  adoptions: {
    ...practices,
    descriptionPl: 'Wdrożenia praktyki jednego urzędu w innym.',
    keywordsPl: ['dobre praktyki', 'wdrożenia'],
    keywordsEn: ['good practices', 'adoptions'],
    period: ['adopted_on', 'adopted_on'],
  },
  calls: {
    ...practices,
    descriptionPl: 'Nabory praktyk i uczestników laboratoriów.',
    keywordsPl: ['nabory', 'konkursy', 'dobre praktyki'],
    keywordsEn: ['calls', 'competitions', 'good practices'],
    period: ['announced_on', 'closes_on'],
  },
  events: {
    ...practices,
    descriptionPl: 'Konferencje, seminaria i warsztaty.',
    keywordsPl: ['konferencje', 'seminaria', 'warsztaty'],
    keywordsEn: ['conferences', 'seminars', 'workshops'],
    period: ['starts_on', 'ends_on'],
  },
  presentations: {
    ...practices,
    descriptionPl: 'Wystąpienia, w których pokazano praktykę na sesji wydarzenia.',
    keywordsPl: ['konferencje', 'prezentacje', 'dobre praktyki'],
    keywordsEn: ['conferences', 'presentations', 'good practices'],
  },
  metrics: {
    ...metrics,
    descriptionPl: 'Wskaźniki z definicjami i jednostkami miary.',
    keywordsPl: ['wskaźniki', 'definicje', 'statystyka publiczna'],
    keywordsEn: ['indicators', 'definitions', 'official statistics'],
  },
  observations: {
    ...metrics,
    descriptionPl: 'Wartości wskaźników dla jednostek, urzędów, projektów i praktyk, ze znakami umownymi.',
    keywordsPl: ['wskaźniki', 'statystyka publiczna', 'Bank Danych Lokalnych', 'samorząd'],
    keywordsEn: ['indicators', 'official statistics', 'Local Data Bank', 'local government'],
    period: ['period', 'period'],
  },
  'editorial-statements': {
    ...imports,
    descriptionPl: 'Pola, które redakcja ustaliła ponad plikami: przyjęte poprawki i zatwierdzone zmiany.',
    keywordsPl: ['poprawki', 'jakość danych'],
    keywordsEn: ['corrections', 'data quality'],
  },
  'open-corrections': {
    ...imports,
    descriptionPl: 'Zgłoszenia błędów otwarte w chwili publikacji wydania.',
    keywordsPl: ['zgłoszenia błędów', 'jakość danych'],
    keywordsEn: ['reported errors', 'data quality'],
    period: ['proposed_at', 'proposed_at'],
  },
  problems: {
    ...imports,
    descriptionPl: 'Czego nie udało się wczytać albo połączyć na pewno.',
    keywordsPl: ['jakość danych', 'odrzucone wiersze'],
    keywordsEn: ['data quality', 'rejected rows'],
  },
  releases: {
    ...imports,
    descriptionPl: 'Kolejne opublikowane stany węzła.',
    keywordsPl: ['wydania', 'wersje danych'],
    keywordsEn: ['releases', 'versions of data'],
    period: ['released_at', 'released_at'],
  },
  sources: {
    ...imports,
    descriptionPl: 'Pliki urzędowe i inne źródła danych, z warunkami wykorzystania.',
    keywordsPl: ['źródła danych', 'licencje'],
    keywordsEn: ['data sources', 'licences'],
    period: ['as_of', 'as_of'],
  },
};

export function subjectOf(dataset: string): Subject {
  const subject = subjects[dataset];
  if (subject === undefined) throw new Error(`The dataset ${dataset} has no subject; describe it in subjects.ts`);
  return subject;
}
