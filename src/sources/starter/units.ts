import { createHash } from 'node:crypto';
import type { SourceDescription } from '#platform/releases/model.ts';
import type { NewRegister } from '#registry';

/**
 * A small set of units with which the first query answers: the 16 voivodeships, and the places that the hub's first
 * practices, projects and events speak of, with the units above them. Facts from the TERC register, state on
 * 2022-01-01 (GUS); a full register continues them under the same ids.
 */
export const starterAsOf = '2022-01-01';

export const starterUnits: readonly (readonly [terc: string, name: string])[] = [
  ['02', 'DOLNOŚLĄSKIE'],
  ['0202', 'dzierżoniowski'],
  ['0202021', 'Dzierżoniów'],
  ['04', 'KUJAWSKO-POMORSKIE'],
  ['06', 'LUBELSKIE'],
  ['08', 'LUBUSKIE'],
  ['10', 'ŁÓDZKIE'],
  ['1061', 'Łódź'],
  ['1061011', 'Łódź'],
  ['12', 'MAŁOPOLSKIE'],
  ['1261', 'Kraków'],
  ['1261011', 'Kraków'],
  ['14', 'MAZOWIECKIE'],
  ['1465', 'Warszawa'],
  ['1465011', 'Warszawa'],
  ['16', 'OPOLSKIE'],
  ['18', 'PODKARPACKIE'],
  ['1863', 'Rzeszów'],
  ['1863011', 'Rzeszów'],
  ['20', 'PODLASKIE'],
  ['22', 'POMORSKIE'],
  ['24', 'ŚLĄSKIE'],
  ['2466', 'Gliwice'],
  ['2466011', 'Gliwice'],
  ['2469', 'Katowice'],
  ['2469011', 'Katowice'],
  ['26', 'ŚWIĘTOKRZYSKIE'],
  ['2604', 'kielecki'],
  ['2604123', 'Morawica'],
  ['28', 'WARMIŃSKO-MAZURSKIE'],
  ['2862', 'Olsztyn'],
  ['2862011', 'Olsztyn'],
  ['30', 'WIELKOPOLSKIE'],
  ['32', 'ZACHODNIOPOMORSKIE'],
];

export const starterSource: SourceDescription = {
  kind: 'starter',
  name: 'Węzeł starter set, from the TERC register',
  publisher: 'Węzeł, after Główny Urząd Statystyczny (GUS)',
  url: 'https://eteryt.stat.gov.pl/',
  fileName: 'units.ts',
  sha256: createHash('sha256').update(JSON.stringify(starterUnits)).digest('hex'),
  asOf: starterAsOf,
  licence:
    'Public sector information, free to use again with its source named (Act of 11 August 2021, Dz.U. 2021 poz. 1641)',
};

/** A selection of the register, which any official file comes before. */
export function starterRegister(units: readonly (readonly [terc: string, name: string])[]): NewRegister {
  const rows = units.map(([terc, name]) => ({ terc, name }));
  return { asOf: starterAsOf, completeVoivodeships: [], wholeCountry: false, rank: 48, rows, unread: [] };
}
