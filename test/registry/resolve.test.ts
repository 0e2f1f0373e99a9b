import { describe, expect, test } from 'vitest';
import { unit } from './register-fixture.ts';
import { buildResolutionIndex, type Resolution, resolveReference, type UnitReference } from './rules.ts';

/** A corner of Poland with the changes that break people's joins. */
const units = [
  unit('22', null, { terc: '22', name: 'pomorskie' }),
  unit('2212', '22', { terc: '2212', name: 'słupski' }),
  unit('slupsk', '22', { terc: '2263011', powiatTerc: '2263', name: 'Słupsk' }),
  unit(
    'redzikowo',
    '2212',
    { terc: '2212082', name: 'Słupsk' },
    { terc: '2212082', name: 'Redzikowo', validFrom: '2024-01-01' },
  ),
  unit('26', null, { terc: '26', name: 'świętokrzyskie' }),
  unit('2604', '26', { terc: '2604', name: 'kielecki' }),
  unit(
    'morawica',
    '2604',
    { terc: '2604122', name: 'Morawica' },
    { terc: '2604123', name: 'Morawica', validFrom: '2022-01-01' },
  ),
  unit('morawica-town', 'morawica', { terc: '2604124', name: 'Morawica', validFrom: '2022-01-01' }),
  unit('morawica-rural', 'morawica', { terc: '2604125', name: 'Morawica', validFrom: '2022-01-01' }),
  unit('32', null, { terc: '32', name: 'zachodniopomorskie' }),
  unit('3203', '32', { terc: '3203', name: 'drawski' }),
  unit('ostrowice', '3203', { terc: '3203042', name: 'Ostrowice', validTo: '2020-01-01' }),
  unit('02', null, { terc: '02', name: 'dolnośląskie' }),
  unit(
    '0206',
    '02',
    { terc: '0206', name: 'jeleniogórski' },
    { terc: '0206', name: 'karkonoski', validFrom: '2021-01-01' },
  ),
  unit('0201', '02', { terc: '0201', name: 'bolesławiecki' }),
  unit('boleslawiec', '0201', { terc: '0201011', name: 'Bolesławiec' }),
  unit(
    'bobrowniki',
    '2604',
    { terc: '2604902', name: 'Bobrowniki' },
    { terc: '2604903', name: 'Bobrowniki', validFrom: '2024-01-01' },
  ),
  unit('bobrowniki-2', '0201', { terc: '0201902', name: 'Bobrowniki' }),
  unit('20', null, { terc: '20', name: 'podlaskie' }),
  unit('2010', '20', { terc: '2010', name: 'siemiatycki' }),
];
const index = buildResolutionIndex(units);

function resolve(reference: UnitReference, asOf = '2025-06-01'): Resolution {
  return resolveReference(index, reference, asOf);
}

/** Unit, method and confidence of every candidate, best first. */
function answer(reference: UnitReference, asOf?: string): string[] {
  return resolve(reference, asOf).candidates.map((c) => `${c.unit.id} ${c.method} ${c.confidence}`);
}

describe('a code', () => {
  test.each([
    ['2604123', 'morawica TERC_CODE 1'],
    [' 26 04 12\u00a03 ', 'morawica TERC_CODE 1'],
    ['26-04-12-3', 'morawica TERC_CODE 1'],
    ["'2604123", 'morawica TERC_CODE 1'],
    ['2604123.0', 'morawica TERC_CODE 1'],
    ['2263', 'slupsk TERC_CODE 1'],
    ['2263011', 'slupsk TERC_CODE 1'],
    ['226301', 'slupsk TERC_CODE_WITHOUT_KIND 0.95'],
    ['260412', 'morawica TERC_CODE_WITHOUT_KIND 0.95'],
    ['2604122', 'morawica TERC_CODE_FORMER 0.9'],
    ['0201013', 'boleslawiec TERC_CODE_OTHER_KIND 0.85'],
    ['201011', 'boleslawiec TERC_CODE_LEADING_ZERO 0.9'],
    ['20101', 'boleslawiec TERC_CODE_LEADING_ZERO 0.9'],
    ['201', '0201 TERC_CODE_LEADING_ZERO 0.9'],
    ['2', '02 TERC_CODE_LEADING_ZERO 0.9'],
    ['0201000', '0201 TERC_CODE_PADDED 0.98'],
    ['0200000', '02 TERC_CODE_PADDED 0.98'],
    ['PL-02', '02 ISO_CODE 1'],
    ['042214163011', 'slupsk BDL_ID 0.98'],
    ['42214163011', 'slupsk BDL_ID 0.98'],
    ['042214363011', 'slupsk BDL_ID 0.882'],
    ['10042214163011', 'slupsk KTS_ID 0.98'],
    ['6224163011', 'slupsk NTS_ID 0.9'],
    ['56224163011', 'slupsk NTS_ID 0.9'],
    ['3203042', 'ostrowice TERC_CODE_FORMER 0.9'],
    ['2604124', 'morawica-town TERC_CODE 1'],
  ])('%s → %s', (code, expected) => {
    expect(answer({ code })).toEqual([expected]);
  });

  test('is read from the text too, and from a number', () => {
    expect(answer({ text: '2604123' })).toEqual(['morawica TERC_CODE 1']);
    expect(answer({ code: 201011 })).toEqual(['boleslawiec TERC_CODE_LEADING_ZERO 0.9']);
    expect(answer({ text: 'Morawica (2604123)' })).toEqual(['morawica TERC_CODE 1']);
  });

  test('that two readings explain is given as both', () => {
    expect(answer({ code: '201000' })).toEqual(['2010 TERC_CODE_PADDED 0.532', '0201 TERC_CODE_LEADING_ZERO 0.412']);
  });

  test.each(['', ' ', '9999999', '0000000', '04', '011212000000', '5882155172', '1'.repeat(5000), '💩', '-1', 'NaN'])(
    '%j names nothing',
    (code) => {
      expect(answer({ code })).toEqual([]);
    },
  );
});

describe('time', () => {
  test('a code is judged on the requested day', () => {
    expect(answer({ code: '2604122' }, '2021-12-31')).toEqual(['morawica TERC_CODE 1']);
    expect(answer({ code: '2604123' }, '2021-12-31')).toEqual(['morawica TERC_CODE_LATER 0.85']);
    expect(answer({ code: '2604123' }, '2022-01-01')).toEqual(['morawica TERC_CODE 1']);
  });

  test('before the first register its states stand', () => {
    expect(answer({ code: '2604122' }, '2012-01-01')).toEqual(['morawica TERC_CODE 1']);
  });

  test('the code as it was stands beside the unit as it is', () => {
    const [candidate] = resolve({ code: '2604122' }).candidates;
    expect(candidate?.matchedCode).toBe('2604122');
    expect(candidate?.version.validTo).toBe('2022-01-01');
    expect(candidate?.unit.versions.at(-1)?.terc).toBe('2604123');
  });

  test('a former name leads to the unit and says so', () => {
    expect(answer({ text: 'powiat jeleniogórski' })).toEqual(['0206 NAME_FORMER 0.855']);
    expect(answer({ text: 'powiat jeleniogórski' }, '2020-06-01')).toEqual(['0206 NAME 0.95']);
    expect(answer({ text: 'karkonoski' }, '2020-06-01')).toEqual(['0206 NAME_LATER 0.808']);
    expect(answer({ text: 'Ostrowice' })).toEqual(['ostrowice NAME_FORMER 0.855']);
  });

  test('a name that another unit still bears is given for both, the present bearer first', () => {
    const candidates = resolve({ text: 'Słupsk' }).candidates;
    expect(candidates.map(({ unit: { id }, method }) => [id, method])).toEqual([
      ['slupsk', 'NAME'],
      ['redzikowo', 'NAME_FORMER'],
    ]);
    expect(candidates[0]?.confidence).toBeLessThan(0.8);
    expect(candidates[1]?.matchedName).toBe('Słupsk');
  });
});

describe('code and text together', () => {
  test('agreement leaves less doubt than the code alone', () => {
    expect(answer({ code: '260412', text: 'gm. Morawica' })).toEqual(['morawica TERC_CODE_WITHOUT_KIND 0.99']);
    const [candidate] = resolve({ code: '260412', text: 'Morawica' }).candidates;
    expect(candidate).toMatchObject({ matchedCode: '2604123', matchedName: 'Morawica' });
  });

  test('the code settles an ambiguous name', () => {
    expect(answer({ code: '2212082', text: 'Slupsk' })).toEqual(['redzikowo TERC_CODE 1']);
  });

  test('disagreement shows both, neither of them certain', () => {
    expect(answer({ code: '2604123', text: 'Bolesławiec' })).toEqual([
      'morawica TERC_CODE 0.6',
      'boleslawiec NAME 0.57',
    ]);
  });

  test('the name of a containing unit is no disagreement', () => {
    expect(answer({ code: '2604123', text: 'powiat kielecki' })[0]).toBe('morawica TERC_CODE 1');
  });

  test('a half that says nothing costs little', () => {
    expect(answer({ code: '2604123', text: 'Zarząd Dróg' })).toEqual(['morawica TERC_CODE 0.95']);
    expect(answer({ code: '9999999', text: 'Morawica' })).toEqual(['morawica NAME 0.76']);
  });
});

describe('level and place', () => {
  test('a city with powiat rights is one candidate at both levels', () => {
    for (const level of ['POWIAT', 'GMINA'] as const) {
      expect(resolve({ text: 'powiat m. Słupsk', level }).candidates.map(({ unit: { id } }) => id)).toEqual(['slupsk']);
    }
  });

  test('parts are meant only when the reference says so', () => {
    expect(answer({ text: 'Morawica' })).toEqual(['morawica NAME 0.95']);
    expect(answer({ text: 'Morawica', level: 'PART' })).toHaveLength(2);
    expect(answer({ text: 'Morawica - obszar wiejski' })).toEqual(['morawica-rural NAME 0.95']);
    expect(answer({ text: 'Morawica (miasto)' })[0]).toBe('morawica-town NAME 0.819');
    expect(answer({ code: '260412', level: 'PART' })).toHaveLength(2);
  });

  test('a place narrows, by its current or former code', () => {
    expect(answer({ text: 'Słupsk', within: '2212' })).toEqual(['redzikowo NAME_FORMER 0.855']);
    expect(answer({ code: '2604123', within: '22' })).toEqual([]);
    expect(answer({ text: 'Morawica', within: '2604122' })).toEqual(['morawica NAME 0.95']);
  });

  test('an unknown place contains nothing', () => {
    expect(answer({ text: 'Morawica', within: '77' })).toEqual([]);
  });
});

describe('a kind in the text', () => {
  test('may be one that the unit had before', () => {
    expect(answer({ text: 'MORAWICA (2)' })).toEqual(['morawica NAME 0.855']);
    expect(answer({ text: 'gmina wiejska Morawica' })).toEqual(['morawica NAME 0.855']);
  });

  test('leaves a namesake of that kind uncertain', () => {
    expect(answer({ text: 'gmina wiejska Bobrowniki' })).toEqual(['bobrowniki-2 NAME 0.525', 'bobrowniki NAME 0.383']);
    expect(answer({ text: 'gmina wiejska Bobrowniki', within: '26' })).toEqual(['bobrowniki NAME 0.855']);
  });

  test('may be one that the registers do not show yet', () => {
    expect(answer({ text: 'gmina miejsko-wiejska Bobrowniki', within: '02' })).toEqual(['bobrowniki-2 NAME 0.57']);
  });
});

describe('codes of statistical regions', () => {
  test.each([
    ['PL22', []],
    ['PL63', ['22 NUTS_CODE 0.95']],
    ['pl636', ['22 NUTS_CODE 0.808']],
    ['PL33', ['26 NUTS_CODE 0.95']],
    ['PL331', ['26 NUTS_CODE 0.808']],
    ['PL721', ['26 NUTS_CODE 0.808']],
    ['PL5', ['02 NUTS_CODE 0.95']],
    ['PLZZZ', []],
    ['DE21', []],
  ])('%s → %j', (code, expected) => {
    expect(answer({ code })).toEqual(expected);
    expect(answer({ text: code })).toEqual(expected);
  });

  test('are no TERC', () => {
    expect(resolve({ code: 'PL63' }).candidates[0]).toMatchObject({ matchedCode: null });
  });
});

describe('order', () => {
  test('does not depend on the order of the units', () => {
    const reversed = buildResolutionIndex(units.toReversed());
    for (const reference of [
      { text: 'Slupsk' },
      { code: '260412', level: 'PART' as const },
      { text: 'Morawica (miasto)' },
    ]) {
      expect(resolveReference(reversed, reference, '2025-06-01')).toEqual(resolve(reference));
    }
  });

  test('equal confidence is ordered by TERC, and no more than 50 are given', () => {
    const many = Array.from({ length: 60 }, (_, n) =>
      unit(`u${n}`, null, { terc: `02${String(60 - n).padStart(2, '0')}012`, name: 'Dąbrowa' }),
    );
    const { candidates } = resolveReference(buildResolutionIndex(many), { text: 'Dąbrowa' }, '2025-01-01');
    const codes = candidates.map(({ version }) => version.terc);
    expect(codes).toHaveLength(50);
    expect(codes).toEqual(codes.toSorted());
  });

  test('the query comes back with the answer', () => {
    expect(resolve({ text: 'Morawica' })).toMatchObject({ text: 'Morawica', code: null });
    expect(resolve({ code: 2 })).toMatchObject({ text: null, code: '2' });
    expect(resolve({})).toEqual({ text: null, code: null, candidates: [] });
  });
});

describe('a registry without units', () => {
  test('answers nothing', () => {
    expect(
      resolveReference(buildResolutionIndex([]), { text: 'Morawica', code: '2604' }, '2025-01-01').candidates,
    ).toEqual([]);
  });
});
