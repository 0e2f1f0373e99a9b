/** Units whose names people write in many ways: namesakes, qualifiers, dashes, kinds that changed. Facts from TERC. */
import { unit } from '../register-fixture.ts';
import type { Unit } from '../rules.ts';

const voivodeships = {
  '02': 'dolnośląskie',
  '04': 'kujawsko-pomorskie',
  '10': 'łódzkie',
  '14': 'mazowieckie',
  '24': 'śląskie',
  '26': 'świętokrzyskie',
  '30': 'wielkopolskie',
  '32': 'zachodniopomorskie',
};
const powiats = {
  '0201': 'bolesławiecki',
  '0218': 'średzki',
  '0406': 'grudziądzki',
  '0408': 'lipnowski',
  '1004': 'łęczycki',
  '1018': 'wieruszowski',
  '1411': 'makowski',
  '2401': 'będziński',
  '2602': 'jędrzejowski',
  '2604': 'kielecki',
  '2605': 'konecki',
  '3016': 'obornicki',
  '3017': 'ostrowski',
  '3211': 'policki',
  '3218': 'łobeski',
};
const gminas: readonly (readonly [terc: string, name: string, later?: string])[] = [
  ['0201011', 'Bolesławiec'],
  ['0201022', 'Bolesławiec'],
  ['0201062', 'Warta Bolesławiecka'],
  ['0218032', 'Miękinia', '0218033'],
  ['0406052', 'Rogóźno'],
  ['0408022', 'Bobrowniki', '0408023'],
  ['1004032', 'Góra Świętej Małgorzaty'],
  ['1018012', 'Bolesławiec', '1018013'],
  ['1411063', 'Różan'],
  ['2401042', 'Bobrowniki'],
  ['2602072', 'Słupia'],
  ['2604123', 'Morawica'],
  ['2605062', 'Słupia Konecka'],
  ['3016023', 'Rogoźno'],
  ['3017011', 'Ostrów Wielkopolski'],
  ['3017042', 'Ostrów Wielkopolski'],
  ['3211012', 'Dobra (Szczecińska)'],
  ['3218013', 'Dobra'],
];
const cities: readonly (readonly [terc: string, name: string])[] = [
  ['0265011', 'Wałbrzych'],
  ['1465011', 'Warszawa'],
  ['2661011', 'Kielce'],
];

export const fixtureUnits: readonly Unit[] = [
  ...Object.entries(voivodeships).map(([terc, name]) => unit(terc, null, { terc, name })),
  ...Object.entries(powiats).map(([terc, name]) => unit(terc, terc.slice(0, 2), { terc, name })),
  ...gminas.map(([terc, name, later]) => {
    const states = [{ terc, name }, ...(later === undefined ? [] : [{ terc: later, name, validFrom: '2025-01-01' }])];
    return unit(terc.slice(0, 6), terc.slice(0, 4), ...states);
  }),
  ...cities.map(([terc, name]) => unit(terc, terc.slice(0, 2), { terc, name, powiatTerc: terc.slice(0, 4) })),
];
