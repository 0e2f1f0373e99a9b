/**
 * The 73 subregions (NUTS 3) and their 380 powiats.
 *
 * Sources: the NTS register of 2017-01-01 (numbers 01–72 and their powiats) and NUTS 2016, which redrew only
 * Mazowieckie: garwoliński moved to siedlecki; grójecki, sochaczewski and żyrardowski became żyrardowski (73).
 * BDL kept the NTS numbers, which is why both stand in one row.
 */

export interface Subregion {
  readonly nuts3: string;
  /** Two digits, as in NTS and inside a BDL unit id. */
  readonly number: string;
  readonly name: string;
}

/** NUTS 3, number, name, voivodeship, powiats. */
const rows: readonly (readonly [string, string, string, string, string])[] = [
  ['PL213', '21', 'Miasto Kraków', '12', '61'],
  ['PL214', '20', 'krakowski', '12', '01 06 08 09 14 19'],
  ['PL217', '24', 'tarnowski', '12', '02 04 16 63'],
  ['PL218', '22', 'nowosądecki', '12', '05 07 10 62'],
  ['PL219', '69', 'nowotarski', '12', '11 15 17'],
  ['PL21A', '23', 'oświęcimski', '12', '03 12 13 18'],
  ['PL224', '46', 'częstochowski', '24', '04 06 09 64'],
  ['PL225', '44', 'bielski', '24', '02 03 17 61'],
  ['PL227', '49', 'rybnicki', '24', '11 12 15 67 73 79'],
  ['PL228', '45', 'bytomski', '24', '07 13 62 71'],
  ['PL229', '47', 'gliwicki', '24', '05 66 78'],
  ['PL22A', '48', 'katowicki', '24', '63 69 70 72 74 76'],
  ['PL22B', '50', 'sosnowiecki', '24', '01 16 65 68 75'],
  ['PL22C', '51', 'tyski', '24', '08 10 14 77'],
  ['PL411', '60', 'pilski', '30', '01 02 19 28 31'],
  ['PL414', '58', 'koniński', '30', '03 09 10 23 27 30 62'],
  ['PL415', '62', 'Miasto Poznań', '30', '64'],
  ['PL416', '57', 'kaliski', '30', '06 07 08 12 17 18 20 61'],
  ['PL417', '59', 'leszczyński', '30', '04 05 11 13 14 15 22 29 63'],
  ['PL418', '61', 'poznański', '30', '16 21 24 25 26'],
  ['PL424', '65', 'Miasto Szczecin', '32', '62'],
  ['PL426', '63', 'koszaliński', '32', '01 08 09 13 61'],
  ['PL427', '64', 'szczecinecko-pyrzycki', '32', '02 03 10 12 15 16 17 18'],
  ['PL428', '66', 'szczeciński', '32', '04 05 06 07 11 14 63'],
  ['PL431', '13', 'gorzowski', '08', '01 03 05 06 07 61'],
  ['PL432', '14', 'zielonogórski', '08', '02 04 08 09 10 11 12 62'],
  ['PL514', '05', 'Miasto Wrocław', '02', '64'],
  ['PL515', '01', 'jeleniogórski', '02', '01 05 06 07 10 12 25 26 61'],
  ['PL516', '02', 'legnicko-głogowski', '02', '03 04 09 11 16 62'],
  ['PL517', '03', 'wałbrzyski', '02', '02 08 19 21 24 65'],
  ['PL518', '04', 'wrocławski', '02', '13 14 15 17 18 20 22 23'],
  ['PL523', '31', 'nyski', '16', '01 02 06 07 10'],
  ['PL524', '32', 'opolski', '16', '03 04 05 08 09 11 61'],
  ['PL613', '06', 'bydgosko-toruński', '04', '03 15 61 63'],
  ['PL616', '07', 'grudziądzki', '04', '02 04 05 06 12 17 62'],
  ['PL617', '67', 'inowrocławski', '04', '07 09 10 19'],
  ['PL618', '68', 'świecki', '04', '13 14 16'],
  ['PL619', '08', 'włocławski', '04', '01 08 11 18 64'],
  ['PL621', '54', 'elbląski', '28', '02 03 04 07 12 15 61'],
  ['PL622', '56', 'olsztyński', '28', '01 08 09 10 11 14 17 62'],
  ['PL623', '55', 'ełcki', '28', '05 06 13 16 18 19'],
  ['PL633', '43', 'trójmiejski', '22', '61 62 64'],
  ['PL634', '40', 'gdański', '22', '04 05 10 11 15'],
  ['PL636', '41', 'słupski', '22', '01 08 12 63'],
  ['PL637', '72', 'chojnicki', '22', '02 03 06'],
  ['PL638', '42', 'starogardzki', '22', '07 09 13 14 16'],
  ['PL711', '16', 'Miasto Łódź', '10', '61'],
  ['PL712', '15', 'łódzki', '10', '06 08 20 21'],
  ['PL713', '17', 'piotrkowski', '10', '01 07 10 12 16 62'],
  ['PL714', '18', 'sieradzki', '10', '03 09 11 14 17 18 19'],
  ['PL715', '19', 'skierniewicki', '10', '02 04 05 13 15 63'],
  ['PL721', '52', 'kielecki', '26', '04 05 07 10 11 61'],
  ['PL722', '53', 'sandomiersko-jędrzejowski', '26', '01 02 03 06 08 09 12 13'],
  ['PL811', '09', 'bialski', '06', '01 13 15 19 61'],
  ['PL812', '10', 'chełmsko-zamojski', '06', '02 03 04 06 18 20 62 64'],
  ['PL814', '11', 'lubelski', '06', '08 09 10 17 63'],
  ['PL815', '12', 'puławski', '06', '05 07 11 12 14 16'],
  ['PL821', '33', 'krośnieński', '18', '01 02 05 07 17 21 61'],
  ['PL822', '34', 'przemyski', '18', '04 09 13 14 62'],
  ['PL823', '35', 'rzeszowski', '18', '06 10 15 16 19 63'],
  ['PL824', '36', 'tarnobrzeski', '18', '03 08 11 12 18 20 64'],
  ['PL841', '37', 'białostocki', '20', '02 11 61'],
  ['PL842', '38', 'łomżyński', '20', '03 05 06 07 10 13 14 62'],
  ['PL843', '39', 'suwalski', '20', '01 04 08 09 12 63'],
  ['PL911', '28', 'Miasto Warszawa', '14', '65'],
  ['PL912', '29', 'warszawski wschodni', '14', '08 12 14 17 34'],
  ['PL913', '30', 'warszawski zachodni', '14', '05 18 21 32'],
  ['PL921', '27', 'radomski', '14', '01 07 09 23 25 30 36 63'],
  ['PL922', '25', 'ciechanowski', '14', '02 13 20 24 37'],
  ['PL923', '70', 'płocki', '14', '04 19 27 62'],
  ['PL924', '26', 'ostrołęcki', '14', '11 15 16 22 35 61'],
  ['PL925', '71', 'siedlecki', '14', '03 10 26 29 33 64'],
  ['PL926', '73', 'żyrardowski', '14', '06 28 38'],
];

export const subregions: readonly Subregion[] = rows.map(([nuts3, number, name]) => ({ nuts3, number, name }));

const byPowiat = new Map(
  rows.flatMap(([nuts3, number, name, woj, powiats]) =>
    powiats.split(' ').map((pow): [string, Subregion] => [woj + pow, { nuts3, number, name }]),
  ),
);

/** The subregion of a powiat by its four digits; null for a powiat that the table does not know. */
export function subregionOfPowiat(terc: string): Subregion | null {
  return byPowiat.get(terc) ?? null;
}

/** The two digits of the voivodeship in which a subregion lies. */
export function voivodeshipOfSubregion(nuts3: string): string {
  return rows.find(([code]) => code === nuts3)?.[3] ?? '';
}

export function isSubregionNumber(woj: string, number: string): boolean {
  return rows.some((row) => row[3] === woj && row[1] === number);
}
