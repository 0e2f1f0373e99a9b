/**
 * The offices that the first documents speak of: name, kind and tier as they state them, the unit of the seat and the unit
 * that is served by their codes in ./units.ts. Official lists fill in the rest, and what they say goes first.
 */
import type { OfficeFacts } from '#offices';

export interface StarterOffice
  extends Pick<OfficeFacts, 'name' | 'kind' | 'tier' | 'shortName' | 'parentId' | 'withdrawnOn'> {
  readonly id: string;
  readonly seat: string;
  readonly serves?: string;
}

/** The day of the newest of the documents. */
export const officesAsOf = '2017-10-26';

export const starterOffices: readonly StarterOffice[] = [
  {
    id: 'kprm',
    name: 'Kancelaria Prezesa Rady Ministrów',
    shortName: 'KPRM',
    kind: 'MINISTRY',
    tier: 'GOVERNMENT',
    seat: '1465011',
  },
  {
    id: 'szef-sluzby-cywilnej',
    name: 'Szef Służby Cywilnej',
    kind: 'CENTRAL_OFFICE',
    tier: 'GOVERNMENT',
    seat: '1465011',
    parentId: 'kprm',
  },
  // Turned into the Ministry of Digital Affairs with effect from 16 November 2015.
  {
    id: 'mac',
    name: 'Ministerstwo Administracji i Cyfryzacji',
    shortName: 'MAC',
    kind: 'MINISTRY',
    tier: 'GOVERNMENT',
    seat: '1465011',
    withdrawnOn: '2015-11-16',
  },
  {
    id: 'nist',
    name: 'Narodowy Instytut Samorządu Terytorialnego',
    shortName: 'NIST',
    kind: 'INSTITUTE',
    tier: 'GOVERNMENT',
    seat: '1061011',
  },
  {
    id: 'urzad-dozoru-technicznego',
    name: 'Urząd Dozoru Technicznego',
    shortName: 'UDT',
    kind: 'OTHER',
    tier: 'GOVERNMENT',
    seat: '1465011',
  },
  {
    id: 'kwp-katowice',
    name: 'Komenda Wojewódzka Policji w Katowicach',
    shortName: 'KWP w Katowicach',
    kind: 'POLICE_COMMAND',
    tier: 'GOVERNMENT',
    seat: '2469011',
    serves: '24',
  },
  {
    id: 'urzad-wojewodzki-28',
    name: 'Warmińsko-Mazurski Urząd Wojewódzki w Olsztynie',
    kind: 'VOIVODESHIP_OFFICE',
    tier: 'GOVERNMENT',
    seat: '2862011',
    serves: '28',
  },
  {
    id: 'urzad-wojewodzki-24',
    name: 'Śląski Urząd Wojewódzki w Katowicach',
    kind: 'VOIVODESHIP_OFFICE',
    tier: 'GOVERNMENT',
    seat: '2469011',
    serves: '24',
  },
  {
    id: 'urzad-wojewodzki-10',
    name: 'Łódzki Urząd Wojewódzki w Łodzi',
    kind: 'VOIVODESHIP_OFFICE',
    tier: 'GOVERNMENT',
    seat: '1061011',
    serves: '10',
  },
  {
    id: 'jst-12',
    name: 'Urząd Marszałkowski Województwa Małopolskiego w Krakowie',
    kind: 'MARSHALS_OFFICE',
    tier: 'SELF_GOVERNMENT',
    seat: '1261011',
    serves: '12',
  },
  {
    id: 'rops-krakow',
    name: 'Regionalny Ośrodek Polityki Społecznej w Krakowie',
    shortName: 'ROPS w Krakowie',
    kind: 'OTHER',
    tier: 'SELF_GOVERNMENT',
    seat: '1261011',
    serves: '12',
  },
  {
    id: 'jst-186301',
    name: 'Urząd Miasta Rzeszowa',
    kind: 'CITY_OR_GMINA_OFFICE',
    tier: 'SELF_GOVERNMENT',
    seat: '1863011',
    serves: '1863011',
  },
  {
    id: 'jst-246601',
    name: 'Urząd Miejski w Gliwicach',
    kind: 'CITY_OR_GMINA_OFFICE',
    tier: 'SELF_GOVERNMENT',
    seat: '2466011',
    serves: '2466011',
  },
  {
    id: 'jst-260412',
    name: 'Urząd Miasta i Gminy w Morawicy',
    kind: 'CITY_OR_GMINA_OFFICE',
    tier: 'SELF_GOVERNMENT',
    seat: '2604123',
    serves: '2604123',
  },
  {
    id: 'jst-020202',
    name: 'Urząd Miasta w Dzierżoniowie',
    kind: 'CITY_OR_GMINA_OFFICE',
    tier: 'SELF_GOVERNMENT',
    seat: '0202021',
    serves: '0202021',
  },
];
