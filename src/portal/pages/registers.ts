/** The registers that an operator loads, and the kinds of the sources that they become. */
import type { Texts } from '../texts/index.ts';

export interface Register {
  readonly name: keyof Texts['load']['registers'];
  /** Where its publisher offers it; null for lists that an operator writes. */
  readonly url: string | null;
  readonly command: string;
  /** Of the sources that it becomes. */
  readonly kinds: readonly string[];
  /** Those of them that no other register becomes, where there are others. */
  readonly ownKinds?: readonly string[];
}

export const registers: readonly Register[] = [
  {
    name: 'poland',
    url: 'https://api.stat.gov.pl/Home/BdlApi',
    command: 'npm run sync -- poland',
    kinds: ['bdl-units', 'bdl'],
    ownKinds: ['bdl-units'],
  },
  {
    name: 'teryt',
    url: 'https://eteryt.stat.gov.pl/eTeryt/rejestr_teryt/udostepnianie_danych/baza_teryt/uzytkownicy_indywidualni/pobieranie/pliki_pelne.aspx',
    command: 'npm run import -- teryt TERC_Urzedowy.zip',
    kinds: ['teryt', 'bdl-units'],
    ownKinds: ['teryt'],
  },
  {
    name: 'boundaries',
    url: 'https://www.geoportal.gov.pl/pl/dane/panstwowy-rejestr-granic-prg/',
    command: 'npm run import -- boundaries gminy.geojson --as-of 2024-01-01',
    kinds: ['boundaries'],
  },
  {
    name: 'offices',
    url: 'https://www.gov.pl/web/mswia/baza-jst',
    command: 'npm run import -- jst-offices baza-teleadresowa.csv',
    kinds: ['jst-offices', 'offices'],
  },
  {
    name: 'projects',
    url: 'https://www.funduszeeuropejskie.gov.pl/',
    command: 'npm run import -- eu-projects lista-projektow.xlsx',
    kinds: ['eu-projects'],
  },
  {
    name: 'metrics',
    url: 'https://bdl.stat.gov.pl/',
    command: 'npm run sync -- bdl --variables 72305,60559',
    kinds: ['bdl', 'metrics'],
  },
  { name: 'practices', url: null, command: 'npm run import -- practices praktyki.csv', kinds: ['practices'] },
  { name: 'assessments', url: null, command: 'npm run import -- assessments samooceny.csv', kinds: ['assessments'] },
];
