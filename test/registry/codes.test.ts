import { describe, expect, test } from 'vitest';
import { hasNts, hasRealRegister, ntsPowiats, realRegister } from './register-fixture.ts';
import {
  bdlIdToTerc,
  isoCodeOf,
  nutsCodeOf,
  nutsRegionOf,
  parseBdlId,
  parseTerc,
  subregionOfPowiat,
  subregions,
  tercToBdlId,
  voivodeshipOfIsoCode,
} from './rules.ts';

describe('TERC', () => {
  test.each([
    ['02', 'VOIVODESHIP', 'VOIVODESHIP'],
    ['0201', 'POWIAT', 'POWIAT'],
    ['1261', 'POWIAT', 'URBAN_GMINA'],
    ['126101', null, null],
    ['1261011', 'GMINA', 'URBAN_GMINA'],
    ['2604123', 'GMINA', 'URBAN_RURAL_GMINA'],
    ['2604124', 'PART', 'TOWN'],
    ['2604125', 'PART', 'RURAL_AREA'],
    ['1465028', 'AUXILIARY', 'WARSAW_DISTRICT'],
    ['1261039', 'AUXILIARY', 'DELEGATURA'],
  ])('%s is read', (code, level, kind) => {
    expect(parseTerc(code)).toMatchObject({ terc: code, level, kind });
  });

  test.each(['', '2', '201', '20101', '03', '34', '00', '0200', '020100', '0201006', '02010160', ' 02', '0২', 'ab'])(
    '%j is refused',
    (code) => {
      expect(parseTerc(code)).toBeNull();
    },
  );
});

describe('BDL unit id', () => {
  test.each([
    ['000000000000', 'COUNTRY', null],
    ['010000000000', 'MACROREGION', null],
    ['011200000000', 'VOIVODESHIP', '12'],
    ['011210000000', 'REGION', null],
    ['011212000000', 'SUBREGION', null],
    ['011212001000', 'POWIAT', '1201'],
    ['011212161011', 'GMINA', '1261011'],
    ['023015706012', 'GMINA', '3006012'],
    ['071412865011', 'GMINA', '1465011'],
    ['071412865108', 'AUXILIARY', '1465108'],
    ['071427328000', 'POWIAT', '1428'],
  ])('%s is a %s', (id, level, terc) => {
    expect(parseBdlId(id)).toEqual({ level, terc });
    expect(bdlIdToTerc(id)).toBe(terc);
    if (terc !== null) expect(tercToBdlId(terc)).toBe(id);
  });

  test.each([
    '080000000000',
    '021200000000',
    '011213000000',
    '011222161011',
    '011212161006',
    '01121216101',
    'x'.repeat(12),
  ])('%s is none', (id) => {
    expect(parseBdlId(id)).toBeNull();
  });

  test('cannot be stated for six digits or for a powiat that no longer exists', () => {
    expect(tercToBdlId('126101')).toBeNull();
    expect(tercToBdlId('1431')).toBeNull();
  });
});

describe('NUTS and ISO', () => {
  test.each([
    ['12', { nuts1: 'PL2', nuts2: 'PL21', nuts3: null }],
    ['14', { nuts1: 'PL9', nuts2: null, nuts3: null }],
    ['1261', { nuts1: 'PL2', nuts2: 'PL21', nuts3: 'PL213' }],
    ['1465011', { nuts1: 'PL9', nuts2: 'PL91', nuts3: 'PL911' }],
    ['1403', { nuts1: 'PL9', nuts2: 'PL92', nuts3: 'PL925' }],
    ['260412', { nuts1: 'PL7', nuts2: 'PL72', nuts3: 'PL721' }],
    ['1431', null],
    ['99', null],
  ])('%s', (terc, codes) => {
    expect(nutsCodeOf(terc)).toEqual(codes);
  });

  test('the 17 NUTS 2 regions and 7 NUTS 1 macroregions follow from the 73 subregions', () => {
    expect(subregions).toHaveLength(73);
    expect(new Set(subregions.map(({ nuts3 }) => nuts3.slice(0, 4)))).toHaveProperty('size', 17);
    expect(new Set(subregions.map(({ nuts3 }) => nuts3.slice(0, 3)))).toHaveProperty('size', 7);
  });

  test('PL91 is Warsaw and the nine powiats around it', () => {
    const powiats = Array.from({ length: 99 }, (_, index) => `14${String(index + 1).padStart(2, '0')}`);
    const capital = powiats.filter((terc) => nutsCodeOf(terc)?.nuts2 === 'PL91');
    expect(capital.join()).toBe('1405,1408,1412,1414,1417,1418,1421,1432,1434,1465');
  });

  test('ISO 3166-2 has the digits of the voivodeship', () => {
    expect([isoCodeOf('02'), isoCodeOf('32'), isoCodeOf('03'), isoCodeOf('0201')]).toEqual([
      'PL-02',
      'PL-32',
      null,
      null,
    ]);
  });
});

describe.runIf(hasNts)('against NTS 2017', () => {
  test('the same 380 powiats stand in the same subregions but for the four of Mazowieckie', () => {
    const powiats = ntsPowiats();
    expect(powiats).toHaveLength(380);
    const moved = powiats.filter(({ terc, subregion }) => subregionOfPowiat(terc)?.number !== subregion);
    expect(moved.map(({ terc }) => [terc, subregionOfPowiat(terc)?.name])).toEqual([
      ['1403', 'siedlecki'],
      ['1406', 'żyrardowski'],
      ['1428', 'żyrardowski'],
      ['1438', 'żyrardowski'],
    ]);
  });
});

describe.runIf(hasRealRegister)('against the register of 2022', () => {
  test('every unit has a NUTS code and a BDL id that leads back to it', () => {
    for (const { versions } of realRegister()) {
      for (const { terc, powiatTerc } of versions) {
        expect(nutsCodeOf(terc), terc).not.toBeNull();
        expect(bdlIdToTerc(tercToBdlId(terc) ?? ''), terc).toBe(terc);
        if (powiatTerc !== null) expect(bdlIdToTerc(tercToBdlId(powiatTerc) ?? '')).toBe(powiatTerc);
      }
    }
  });
});

describe('NUTS codes of four editions', () => {
  const subregionsOf: Readonly<Record<string, string>> = {
    '2010': `PL113 PL114 PL115 PL116 PL117 PL121 PL122 PL127 PL128 PL129 PL12A PL213 PL214 PL215 PL216 PL217 PL224 PL225
      PL227 PL228 PL229 PL22A PL22B PL22C PL311 PL312 PL314 PL315 PL323 PL324 PL325 PL326 PL331 PL332 PL343 PL344 PL345
      PL411 PL414 PL415 PL416 PL417 PL418 PL422 PL423 PL424 PL425 PL431 PL432 PL514 PL515 PL516 PL517 PL518 PL521 PL522
      PL613 PL614 PL615 PL621 PL622 PL623 PL631 PL633 PL634 PL635`,
    '2013': `PL113 PL114 PL115 PL116 PL117 PL127 PL128 PL129 PL12A PL12B PL12C PL12D PL12E PL213 PL214 PL217 PL218 PL219
      PL21A PL224 PL225 PL227 PL228 PL229 PL22A PL22B PL22C PL311 PL312 PL314 PL315 PL323 PL324 PL325 PL326 PL331 PL332
      PL343 PL344 PL345 PL411 PL414 PL415 PL416 PL417 PL418 PL424 PL426 PL427 PL428 PL431 PL432 PL514 PL515 PL516 PL517
      PL518 PL523 PL524 PL613 PL616 PL617 PL618 PL619 PL621 PL622 PL623 PL633 PL634 PL636 PL637 PL638`,
  };

  test.each([
    ['2010', 66],
    ['2013', 72],
  ])('all subregions of %s are known, %i of them', (edition, count) => {
    const codes = (subregionsOf[edition] ?? '').split(/\s+/);
    expect(new Set(codes).size).toBe(count);
    for (const code of codes) {
      const region = nutsRegionOf(code);
      expect(region, code).toMatchObject({ code, isWhole: false, voivodeships: [expect.stringMatching(/^\d\d$/)] });
      // Each lies in the voivodeship of its region.
      expect(nutsRegionOf(code.slice(0, 4))?.voivodeships, code).toEqual(region?.voivodeships);
    }
  });

  test('a subregion of today has the same voivodeship as its powiats', () => {
    for (const { nuts3 } of subregions) expect(nutsRegionOf(nuts3)?.voivodeships).toHaveLength(1);
    expect(subregions).toHaveLength(73);
  });

  test.each([
    ['PL1', ['10', '14']],
    ['PL2', ['12', '24']],
    ['PL3', ['06', '18', '20', '26']],
    ['PL7', ['10', '26']],
    ['PL12', ['14']],
    ['PL91', ['14']],
    ['PL92', ['14']],
    ['PL127', ['14']],
    ['pl633', ['22']],
  ])('%s is in %j', (code, voivodeships) => {
    expect(nutsRegionOf(code)?.voivodeships).toEqual(voivodeships);
  });

  test.each(['PL', 'PLZZZ', 'PL99', 'DE21', 'PL-12', ''])('%j is none', (code) => {
    expect(nutsRegionOf(code)).toBeNull();
  });
});

test('ISO 3166-2 codes before and since 2018 name the 16 voivodeships', () => {
  const letters = 'DS KP LU LB LD MA MZ OP PK PD PM SL SK WN WP ZP'.split(' ');
  expect(letters.map((code) => voivodeshipOfIsoCode(`PL-${code}`))).toEqual(
    letters.map((_, at) => String(2 * at + 2).padStart(2, '0')),
  );
  expect(voivodeshipOfIsoCode('pl-mz')).toBe('14');
  expect(voivodeshipOfIsoCode('PL-14')).toBe('14');
  expect(['PL-XX', 'PL-', 'DE-BY', 'PLDS'].map(voivodeshipOfIsoCode)).toEqual([null, null, null, null]);
});
