import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toCsv, toJson, toXmlNew, toXmlOld, toZip } from '../fixtures/terc.ts';
import { country, opolskie, opolskieCsv, read, refusal } from '../fixtures/terc-reading.ts';

describe('other files are refused with their name', () => {
  const addressRows = country.filter((row) => row.RODZ !== '3');
  const others: [string, string | Uint8Array, string, RegExp][] = [
    ['address variant, csv', toCsv(addressRows), 'ADDRESS_VARIANT', /address variant/],
    [
      'address variant, opolskieCsv without header',
      toCsv(addressRows, { header: null }),
      'ADDRESS_VARIANT',
      /address variant/,
    ],
    ['address variant, old XML', toXmlOld(addressRows), 'ADDRESS_VARIANT', /address variant/],
    ['address variant, new XML', toXmlNew(addressRows), 'ADDRESS_VARIANT', /address variant/],
    ['address variant, JSON', toJson(addressRows), 'ADDRESS_VARIANT', /urzędowy/],
    ['address variant, zip', toZip({ 'TERC_Adresowy.csv': toCsv(addressRows) }), 'ADDRESS_VARIANT', /address variant/],
    ['address variant, cut', toCsv(addressRows).slice(0, 90_000), 'ADDRESS_VARIANT', /address variant/],
    [
      'NTS',
      'POZIOM;REGION;WOJ;PODREG;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n1;1;;;;;;CENTRALNY;region;2017-01-01\n',
      'OTHER_REGISTER',
      /NTS/,
    ],
    ['NTS without header', '5;1;10;15;06;02;2;Andrespol;gmina wiejska;2017-01-01\n', 'OTHER_REGISTER', /NTS/],
    ['SIMC', 'WOJ;POW;GMI;RODZ_GMI;RM;MZ;NAZWA;SYM;SYMPOD;STAN_NA\n', 'OTHER_REGISTER', /SIMC/],
    ['SIMC without header', '02;01;02;2;00;1;Krzywa;0363128;0363128;2022-01-01\n', 'OTHER_REGISTER', /SIMC/],
    [
      'SIMC as XML',
      '<teryt><catalog name="SIMC" date="2022-01-01"><row><WOJ>02</WOJ></row></catalog></teryt>',
      'OTHER_REGISTER',
      /SIMC/,
    ],
    [
      'SIMC as JSON',
      '[{"WOJ":"02","POW":"01","RM":"01","MZ":"1","NAZWA":"x","SYM":"1","SYMPOD":"1"}]',
      'OTHER_REGISTER',
      /SIMC/,
    ],
    ['ULIC', 'WOJ;POW;GMI;RODZ_GMI;SYM;SYM_UL;CECHA;NAZWA_1;NAZWA_2;STAN_NA\n', 'OTHER_REGISTER', /ULIC/],
    ['WMRODZ', 'RM;NAZWA_RM;STAN_NA\n00;część miejscowości;2013-02-28\n', 'OTHER_REGISTER', /WMRODZ/],
    ['statistics', 'Kod;Nazwa;ogółem\n0200000;DOLNOŚLĄSKIE;100\n', 'UNKNOWN_FORMAT', /begins “Kod;Nazwa/],
    ['prose', 'Szanowni Państwo,\nw załączeniu przesyłam rejestr.\n', 'UNKNOWN_FORMAT', /Szanowni/],
    ['JSON of something else', '[{"id":"011200000000","name":"x"}]', 'UNKNOWN_FORMAT', /no WOJ/],
    ['JSON without a list', '{"error":"Not found"}', 'EMPTY', /no list/],
    ['an HTML page', '\n<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>', 'UNKNOWN_FORMAT', /HTML page/],
    [
      'XHTML',
      '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
      'UNKNOWN_FORMAT',
      /HTML page/,
    ],
    ['XHTML with a DOCTYPE', '<?xml version="1.0"?>\n<!DOCTYPE html><html></html>', 'UNKNOWN_FORMAT', /HTML page/],
    ['a PDF', '%PDF-1.7\n…', 'UNKNOWN_FORMAT', /PDF/],
    [
      'an xlsx',
      toZip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }),
      'UNKNOWN_FORMAT',
      /office document/,
    ],
    ['an xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1), 'UNKNOWN_FORMAT', /old Excel/],
    ['a zip of pictures', toZip({ 'mapa.png': 'x' }), 'UNKNOWN_FORMAT', /no csv, xml or json/],
    ['a zip in a zip', toZip({ 'a.csv': toZip({ 'b.csv': opolskieCsv }) }), 'UNKNOWN_FORMAT', /inside an archive/],
    ['bytes', Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 7), 'UNKNOWN_FORMAT', /binary/],
    ['nothing', '', 'EMPTY', /empty/],
    ['a byte order mark', '\uFEFF\r\n', 'EMPTY', /empty/],
    ['a header alone', 'WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\r\n', 'EMPTY', /no rows/],
    ['XML without rows', '<teryt><catalog name="TERC" date="2022-01-01"></catalog></teryt>', 'EMPTY', /no row/],
    ['malformed XML', toXmlNew(opolskie).replace('</NAZWA>', '</NAZWISKO>'), 'UNREADABLE', /malformed/],
    ['malformed JSON', toJson(opolskie).replace(':', '='), 'UNREADABLE', /malformed/],
    [
      'a list of gminas',
      toCsv(country.filter((row) => row.RODZ !== '4' && row.RODZ !== '5')),
      'TRUNCATED',
      /none of their parts/,
    ],
    [
      'a selection',
      toCsv(opolskie.filter((row) => Number(row.POW) < 4 || row.POW === '61')),
      'TRUNCATED',
      /it has 4 of 12 powiats/,
    ],
  ];

  it.each(others)('%s', (_, content, reason, message) => {
    const error = refusal(content);
    expect(error.line).toMatch(message);
    expect(error.reason).toBe(reason);
  });
});

describe('hostile files are refused', () => {
  const bomb = new Uint8Array(129 * 1024 * 1024);
  it('zip and gzip bombs, large files and crowded archives', () => {
    expect(refusal(toZip({ 'TERC.csv': bomb }, 1)).reason).toBe('TOO_LARGE');
    expect(refusal(gzipSync(bomb)).reason).toBe('TOO_LARGE');
    expect(refusal(bomb).reason).toBe('TOO_LARGE');
    expect(refusal(toZip(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`${i}.csv`, 'WOJ'])))).reason).toBe(
      'TOO_LARGE',
    );
    expect(refusal('02;;;;a;b;2022-01-01\n'.repeat(500_001)).reason).toBe('TOO_LARGE');
  });

  it('entities are not expanded', () => {
    const declared = toXmlNew(opolskie).replace(
      '<teryt>',
      '<!DOCTYPE teryt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><teryt>',
    );
    expect(refusal(declared.replace('OPOLSKIE', '&b;')).line).toContain('document type');
    expect(refusal(toXmlNew(opolskie).replace('OPOLSKIE', '&b;')).reason).toBe('UNREADABLE');
  });

  it('deep nesting', () => {
    const nested = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(refusal(nested, { asOf: '2022-01-01' }).reason).toBe('TOO_MANY_REJECTS');
    expect(refusal('<a>'.repeat(1000)).reason).toBe('UNREADABLE');
  });

  it('a damaged zip does not yield rows', () => {
    const zip = toZip({ 'TERC.csv': opolskieCsv });
    zip[200] = (zip[200] as number) ^ 0xff;
    expect(refusal(zip).reason).toBe('UNREADABLE');
  });

  it('one endless line costs that row, or the file when it is all there is', () => {
    const lines = opolskieCsv.split('\r\n');
    lines[40] = `16;02;03;2;${'x'.repeat(20_000)};gmina wiejska;2022-01-01`;
    const { rejected } = read(lines.join('\r\n'));
    expect(rejected[0]).toMatchObject({ row: 41, reason: expect.stringContaining('characters') });
    expect(rejected[0]?.original).toHaveLength(300);
    expect(refusal('x'.repeat(1_000_000)).reason).toBe('UNKNOWN_FORMAT');
  });
});
