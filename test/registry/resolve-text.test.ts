import { describe, expect, test } from 'vitest';
import { hasRealRegister, realRegister } from './register-fixture.ts';
import { buildResolutionIndex, resolveReference, type UnitReference } from './rules.ts';

describe.runIf(hasRealRegister)('texts, against the register of 2022', () => {
  const index = hasRealRegister ? buildResolutionIndex(realRegister()) : buildResolutionIndex([]);

  function answer(reference: UnitReference): string[] {
    return resolveReference(index, reference, '2022-06-01').candidates.map(
      (c) => `${c.version.terc} ${c.method} ${c.confidence}`,
    );
  }

  test.each([
    ['gm. Morawica', '2604123 NAME 0.95'],
    ['gmina Morawica', '2604123 NAME 0.95'],
    ['GM. MORAWICA', '2604123 NAME 0.95'],
    ['Miasto i Gmina Morawica', '2604123 NAME 0.95'],
    ['Morawica - obszar wiejski', '2604125 NAME 0.95'],
    ['m. Rzeszów', '1863011 NAME 0.95'],
    ['miasto Rzeszów', '1863011 NAME 0.95'],
    ['Gmina Miasto Rzeszów', '1863011 NAME 0.95'],
    ['Powiat m.Rzeszów', '1863011 NAME 0.95'],
    ['powiat m. st. Warszawa', '1465011 NAME 0.95'],
    ['m.st. Warszawa', '1465011 NAME 0.95'],
    ['M.st.Warszawa od 2002', '1465011 NAME 0.95'],
    ['Warszawa', '1465011 NAME 0.95'],
    ['Warszawa, mazowieckie', '1465011 PATH 0.98'],
    ['woj. śląskie', '24 NAME 0.95'],
    ['WOJ. SLASKIE', '24 NAME_FOLDED 0.9'],
    ['województwo śląskie', '24 NAME 0.95'],
    ['pow. kielecki', '2604 NAME 0.95'],
    ['P. kielecki', '2604 NAME 0.95'],
    ['Starostwo Powiatu Kieleckiego', '2604 NAME_INFLECTED 0.88'],
    ['Morawica - powiat kielecki', '2604123 PATH 0.98'],
    ['gmina Morawica w powiecie kieleckim', '2604123 PATH 0.98'],
    ['gmina Morawica - pow. kielecki - woj. świętokrzyskie', '2604123 PATH 0.98'],
    ['Morawica miejsko-wiejska', '2604123 NAME 0.95'],
    ['Biała Podlaska wiejska', '0601032 NAME 0.95'],
    ['kielecki powiat', '2604 NAME 0.95'],
    ['Brzeg (gmina miejska)', '1601011 NAME 0.95'],
    ['Brzeg, gmina miejska', '1601011 NAME 0.95'],
    ['Brzeg miasto', '1601011 NAME 0.95'],
    ['Stare Miasto', '3010112 NAME 0.95'],
    ['Miejska Górka', '3022033 NAME 0.95'],
    ['Gmina Miejska Górka', '3022033 NAME 0.95'],
    ['gm. Miejska Górka, pow. rawicki', '3022033 PATH 0.98'],
    ['POW.: rawicki, GM.: Miejska Górka - Gmina miejsko-wiejska', '3022033 PATH 0.98'],
    ['Biała Podlaska (w)', '0601032 NAME 0.95'],
    ['Biała Podlaska (m)', '0661011 NAME 0.95'],
    ['Bolesławiec (1)', '0201011 NAME 0.95'],
    ['Bielsko – Biała', '2461011 NAME_FOLDED 0.9'],
    ['Bielsko-Biała', '2461011 NAME 0.95'],
    ['Bielsko Biała', '2461011 NAME_FOLDED 0.9'],
    ['Miasta Bielska Białej', '2461011 NAME_INFLECTED 0.88'],
    ['Nowy-Sącz', '1262011 NAME_FOLDED 0.9'],
    ['KUJAWSKO POMORSKIE', '04 NAME_FOLDED 0.9'],
    ['województwa kujawsko pomorskiego', '04 NAME_INFLECTED 0.88'],
    ['warm.-maz.', '28 NAME_ABBREVIATED 0.85'],
    ['woj. kuj.-pom.', '04 NAME_ABBREVIATED 0.85'],
    ['gm. miej. Brzeg', '1601011 NAME 0.95'],
    ['m. i gm. Morawica', '2604123 NAME 0.95'],
    ['Prezydent m. Rzeszowa', '1863011 NAME_INFLECTED 0.88'],
    ['Prezydent Rzeszowa', '1863011 NAME_INFLECTED 0.88'],
    ['U.G. Jasienica', '2402052 NAME 0.95'],
    ['powiat grodzki Gdańsk', '2261011 NAME 0.95'],
    ['powiat ziemski gdański', '2204 NAME 0.95'],
    ['m.n.p.p. Gdańsk', '2261011 NAME 0.95'],
    ['powiat kielecki, gmina Morawica', '2604123 PATH 0.98'],
    ['Morawica, pow. kielecki, woj. świętokrzyskie', '2604123 PATH 0.98'],
    ['woj. świętokrzyskie pow. kielecki gm. Morawica', '2604123 PATH 0.98'],
    ['Brzeziny, pow. kaliski', '3007022 PATH 0.98'],
    ['Brzeziny (wielkopolskie)', '3007022 PATH 0.98'],
    ['WOJ.: MAŁOPOLSKIE, POW.: krakowski', '1206 PATH 0.98'],
    ['WOJ.: ŚLĄSKIE,', '24 NAME 0.95'],
    ['WOJ.: ŚLĄSKIE, POW.:', '24 NAME 0.95'],
    ['WOJ.: LUBELSKIE, POW.: Biała Podlaska, GM.: Biała Podlaska', '0661011 PATH 0.98'],
    ['WOJ.: LUBELSKIE, POW.: bialski, GM.: Biała Podlaska - Gmina wiejska', '0601032 PATH 0.98'],
    ['WOJ.: LUBELSKIE, POW.: bialski, GM.: Biała Podlaska - Gmina wie', '0601032 PATH 0.98'],
    ['WOJ.: LUBELSKIE, POW.: bialski, GM.: Biała Podlaska', '0601032 PATH 0.98'],
    ['gm. Dobra (Szczecińska)', '3211012 NAME 0.95'],
    ['Nowogrodziec - miasto (4)', '0201044 NAME 0.95'],
    ['Nowa Ruda - miasto', '0208041 NAME 0.95'],
    ['Urząd Miasta Rzeszowa', '1863011 NAME_INFLECTED 0.88'],
    ['Urząd Miejski w Gliwicach', '2466011 NAME_INFLECTED 0.88'],
    ['Prezydent Miasta Gdańska', '2261011 NAME_INFLECTED 0.88'],
    ['GMINA MIASTA GDAŃSKA', '2261011 NAME_INFLECTED 0.88'],
    ['Miasta Gdańska', '2261011 NAME_INFLECTED 0.88'],
    ['Urząd Miasta Stołecznego Warszawy', '1465011 NAME_INFLECTED 0.88'],
    ['w Białymstoku', '2061011 NAME_INFLECTED 0.88'],
    ['Samorząd Województwa Wielkopolskiego', '30 NAME_INFLECTED 0.88'],
    ['w województwie śląskim', '24 NAME_INFLECTED 0.88'],
    ['powiatu kieleckiego', '2604 NAME_INFLECTED 0.88'],
    ['w gminie Morawica', '2604123 NAME 0.95'],
    ['gminy Miejskiej Górki', '3022033 NAME_INFLECTED 0.88'],
    ['gminy Morawicy, powiatu kieleckiego', '2604123 PATH 0.931'],
    ['powiatowi kieleckiemu', '2604 NAME_INFLECTED 0.88'],
    ['z powiatem kieleckim', '2604 NAME_INFLECTED 0.88'],
    ['z województwem opolskim', '16 NAME_INFLECTED 0.88'],
    ['województwu śląskiemu', '24 NAME_INFLECTED 0.88'],
    ['gminie Morawicy', '2604123 NAME_INFLECTED 0.88'],
    ['miastem Rzeszowem', '1863011 NAME_INFLECTED 0.88'],
    ['miastu Rzeszowowi', '1863011 NAME_INFLECTED 0.88'],
    ['miastem Gliwicami', '2466011 NAME_INFLECTED 0.88'],
    ['miastu Gliwicom', '2466011 NAME_INFLECTED 0.88'],
    ['Białymstokiem', '2061011 NAME_INFLECTED 0.88'],
    ['Piotrkowem Trybunalskim', '1062011 NAME_INFLECTED 0.88'],
    ['Ożarowowi Mazowieckiemu', '1432063 NAME_INFLECTED 0.88'],
    ['Gminie Strzelcom Krajeńskim', '0806043 NAME_INFLECTED 0.88'],
    ['Starostwo Powiatowe w Kielcach', '2604 NAME_INFLECTED 0.88'],
    ['Starostwo Powiatowe w Ożarowie Mazowieckim', '1432 NAME_INFLECTED 0.88'],
    ['M-W. Bogatynia', '0225033 NAME 0.95'],
    ['M.-W. Bogatynia', '0225033 NAME 0.95'],
    ['MW. Bogatynia', '0225033 NAME 0.95'],
    ['G. Kunice', '0209042 NAME 0.95'],
    ['W. Kunice', '0209042 NAME 0.95'],
    ['Biała Podlaska W', '0601032 NAME 0.95'],
    ['Biała Podlaska M', '0661011 NAME 0.95'],
    ['Bogatynia MW', '0225033 NAME 0.95'],
    ['Bogatynia M-W', '0225033 NAME 0.95'],
    ['Bogatynia - M-W', '0225033 NAME 0.95'],
    ['Biała Podlaska - W', '0601032 NAME 0.95'],
    ['M. Wałbrzych od 2013', '0265011 NAME 0.95'],
    ['Powiat m. Wałbrzych od 2013', '0265011 NAME 0.95'],
    ['Wałbrzych od 2003 do 2012 (1)', '0265011 NAME 0.95'],
    ['Góra Św. Małgorzaty', '1004032 NAME_ABBREVIATED 0.85'],
    ['GÓRA ŚW. MAŁGORZATY (2)', '1004032 NAME_ABBREVIATED 0.85'],
    ['Ostrowiec Św.', '2607011 NAME_ABBREVIATED 0.85'],
    ['Gorzów Wlkp', '0861011 NAME_ABBREVIATED 0.85'],
    ['Nowe Miasto n. Wartą', '3025032 NAME_ABBREVIATED 0.85'],
    ['Słupia Jędrzejowska', '2602072 NAME_SHORT 0.8'],
    ['Słupia (Jędrzejowska)', '2602072 PATH 0.98'],
    ['Słupia (Konecka)', '2605062 NAME 0.95'],
    ['Dobra Szczecińska', '3211012 NAME_FOLDED 0.9'],
    ['Warszawa-Bielany', '1465048 NAME_FOLDED 0.9'],
    ['Rogóźno', '0406052 NAME 0.95'],
    ['ROGÓŹNO', '0406052 NAME 0.95'],
    ['Rogoźno', '3016023 NAME 0.95'],
    ['PL-DS', '02 ISO_CODE 1'],
    ['PL127', '14 NUTS_CODE 0.808'],
    ['PL12', '14 NUTS_CODE 0.95'],
    ['Czerwionka-Lesczyny', '2412013 NAME_FUZZY 0.5'],
    ['Kielce, ul. Długa 5', '2661011 NAME 0.855'],
    ['1261011 Kraków', '1261011 TERC_CODE 1'],
  ])('%s → %s', (text, expected) => {
    expect(answer({ text })).toEqual([expected]);
  });

  test('a rural gmina that a list puts under the city of its name comes first', () => {
    const text = 'WOJ.: LUBELSKIE, POW.: Biała Podlaska, GM.: Biała Podlaska - Gmina wiejska';
    expect(answer({ text })).toEqual(['0601032 NAME 0.718', '0661011 NAME 0.032']);
  });

  test('an ambiguous name gives every unit and certainty to none', () => {
    expect(answer({ text: 'Brzeziny' })).toEqual(['1021011 NAME 0.432', '1021022 NAME 0.259', '3007022 NAME 0.259']);
    expect(answer({ text: 'Slupsk' })).toEqual(['2263011 NAME_FOLDED 0.563', '2212082 NAME_FOLDED 0.338']);
    expect(answer({ text: 'powiat średzki' })).toEqual(['0218 NAME 0.475', '3025 NAME 0.475']);
  });

  test('a name with a qualifier is known without it, too, and then no namesake is certain', () => {
    expect(answer({ text: 'Dobra', within: '32' })).toEqual(['3218013 NAME 0.513', '3211012 NAME_SHORT 0.368']);
    expect(answer({ text: 'Dobra', within: '3211' })).toEqual(['3211012 NAME_SHORT 0.8']);
    expect(answer({ text: 'Słupia', within: '26' })).toEqual(['2602072 NAME 0.761', '2605062 NAME_SHORT 0.159']);
    expect(answer({ text: 'Słupia', within: '2605' })).toEqual(['2605062 NAME_SHORT 0.8']);
  });

  test('without any Polish letter both spellings may be meant', () => {
    expect(answer({ text: 'Rogozno' })).toEqual(['3016023 NAME_FOLDED 0.563', '0406052 NAME_FOLDED 0.338']);
  });

  test('a contradiction is shown, not resolved', () => {
    expect(answer({ text: 'Warszawa, śląskie' })).toEqual(['1465011 NAME 0.456', '24 NAME 0.057']);
    // The powiat around a city is written for the city that lies in none.
    expect(answer({ text: 'Jelenia Góra, pow. karkonoski' })).toEqual(['0261011 NAME 0.456', '0206 NAME 0.057']);
  });

  test('several locations in one cell are all given', () => {
    const text = 'WOJ.: MAŁOPOLSKIE, POW.: krakowski | WOJ.: ŚLĄSKIE, POW.: bielski';
    expect(answer({ text })).toEqual(['1206 PATH 0.49', '2402 PATH 0.49']);
  });

  test('short names are never corrected', () => {
    expect(answer({ text: 'Brzet' })).toEqual([]);
  });

  test.each([
    '',
    ' ',
    'WOJ.:',
    'WOJ.: X,',
    'gm.',
    'Cały Kraj',
    'Polska',
    '-',
    '()',
    ',,,',
    '😀',
    'w',
    'Rada Miejska',
    '|||',
  ])('%j names nothing', (text) => {
    expect(answer({ text })).toEqual([]);
  });

  test('every unit is found by its codes and confirmed by its name', () => {
    for (const { versions, id } of realRegister()) {
      for (const { terc, name, powiatTerc } of versions) {
        const named = resolveReference(index, { text: name, code: terc }, '2022-06-01').candidates;
        expect(named[0]?.unit.id, `${terc} ${name}`).toBe(id);
        expect(named[0]?.confidence, terc).toBe(1);
        if (powiatTerc !== null) expect(answer({ code: powiatTerc })).toEqual([`${terc} TERC_CODE 1`]);
      }
    }
  });

  test('a text of more than 500 characters is no reference', () => {
    expect(answer({ text: `Morawica${' '.repeat(492)}` })).toEqual(['2604123 NAME 0.95']);
    expect(answer({ text: `Morawica${' '.repeat(493)}` })).toEqual([]);
  });

  test('odd and hostile texts take no time', () => {
    const hostile = [
      'a '.repeat(250),
      '-'.repeat(500),
      'powiat '.repeat(70),
      'gmina ('.repeat(70),
      'x'.repeat(10_000),
      'ą\u0301'.repeat(200),
      '((((',
      ' - '.repeat(160),
      '1'.repeat(400),
    ];
    const references = Array.from({ length: 500 }, (_, n) => ({ text: hostile[n % hostile.length] as string }));
    const start = performance.now();
    for (const reference of references) resolveReference(index, reference, '2022-06-01');
    expect(performance.now() - start).toBeLessThan(200);
  });
});
