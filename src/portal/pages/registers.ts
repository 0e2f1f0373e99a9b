/** The registers that an operator loads, and the kinds of the sources that they become. */
import type { LoadPageQuery } from '#graphql/generated/operations.ts';
import type { Texts } from '../texts/index.ts';

type Loaded = LoadPageQuery['latestTeryt'];

export interface Register {
  readonly name: keyof Texts['load']['registers'];
  /** Where its publisher offers it; null for lists that an operator writes. */
  readonly url: string | null;
  readonly command: string;
  /** Of the sources that it becomes. */
  readonly kinds: readonly string[];
  /** Its latest release that stands, of those of these sources that no other register becomes. */
  latest(data: LoadPageQuery): Loaded;
}

export const registers: readonly Register[] = [
  {
    name: 'poland',
    url: 'https://api.stat.gov.pl/Home/BdlApi',
    command: 'npm run sync -- poland',
    kinds: ['bdl-units', 'bdl'],
    latest: (data) => data.latestPoland,
  },
  {
    name: 'teryt',
    url: 'https://eteryt.stat.gov.pl/eTeryt/rejestr_teryt/udostepnianie_danych/baza_teryt/uzytkownicy_indywidualni/pobieranie/pliki_pelne.aspx',
    command: 'npm run import -- teryt TERC_Urzedowy.zip',
    kinds: ['teryt', 'bdl-units'],
    latest: (data) => data.latestTeryt,
  },
  {
    name: 'boundaries',
    url: 'https://www.geoportal.gov.pl/pl/dane/panstwowy-rejestr-granic-prg/',
    command: 'npm run import -- boundaries gminy.geojson --as-of 2024-01-01',
    kinds: ['boundaries'],
    latest: (data) => data.latestBoundaries,
  },
  {
    name: 'offices',
    url: 'https://www.gov.pl/web/mswia/baza-jst',
    command: 'npm run import -- jst-offices baza-teleadresowa.csv',
    kinds: ['jst-offices', 'offices'],
    latest: (data) => data.latestOffices,
  },
  {
    name: 'projects',
    url: 'https://www.funduszeeuropejskie.gov.pl/',
    command: 'npm run import -- eu-projects lista-projektow.xlsx',
    kinds: ['eu-projects'],
    latest: (data) => data.latestProjects,
  },
  {
    name: 'metrics',
    url: 'https://bdl.stat.gov.pl/',
    command: 'npm run sync -- bdl --variables 72305,60559',
    kinds: ['bdl', 'metrics'],
    latest: (data) => data.latestMetrics,
  },
  {
    name: 'practices',
    url: null,
    command: 'npm run import -- practices praktyki.csv',
    kinds: ['practices'],
    latest: (data) => data.latestPractices,
  },
  {
    name: 'assessments',
    url: null,
    command: 'npm run import -- assessments samooceny.csv',
    kinds: ['assessments'],
    latest: (data) => data.latestAssessments,
  },
];
