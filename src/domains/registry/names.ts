/** English names where English has its own: the voivodeships (in their usual short form) and Warsaw. */
import type { UnitVersion } from './model.ts';

const voivodeships: Readonly<Record<string, string>> = {
  '02': 'Lower Silesia',
  '04': 'Kuyavia-Pomerania',
  '06': 'Lublin',
  '08': 'Lubusz',
  '10': 'Łódź',
  '12': 'Lesser Poland',
  '14': 'Mazovia',
  '16': 'Opole',
  '18': 'Subcarpathia',
  '20': 'Podlachia',
  '22': 'Pomerania',
  '24': 'Silesia',
  '26': 'Holy Cross',
  '28': 'Warmia-Masuria',
  '30': 'Greater Poland',
  '32': 'West Pomerania',
};

export function englishNameOf({ terc, name }: Pick<UnitVersion, 'terc' | 'name'>): string {
  if (terc.length === 2) return voivodeships[terc] ?? name;
  return terc === '1465011' ? 'Warsaw' : name;
}
