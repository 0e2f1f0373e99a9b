/** The XML inside workbooks, however programs write it: what is well formed is read, and what is not is refused. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable } from '#formats/open.ts';
import { rowsOf } from '#formats/table.ts';

const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface Parts {
  readonly sheet: string;
  readonly strings?: string;
}

function workbook({ sheet, strings }: Parts): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="${relation}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': strings }),
  };
  const bytes = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(bytes));
}

function cellsOf(parts: Parts): unknown[][] {
  const options = { what: 'a table', hint: 'Load a table.' };
  return readTable({ name: 'a.xlsx', bytes: workbook(parts) }, options, ({ sheets }) =>
    sheets.flatMap((sheet) => [...rowsOf(sheet)].map(({ cells }) => [...cells])),
  );
}

const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheetOf = (cells: string): string =>
  `<worksheet xmlns="${namespace}"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;
const textOf = (text: string): unknown => cellsOf({ sheet: sheetOf(inline(text)) })[0]?.[0];

describe('the XML of a workbook', () => {
  it.each([
    ['references', 'a &lt;b&gt; &amp;amp; &quot;c&quot; &apos;d&apos;', `a <b> &amp; "c" 'd'`],
    ['characters by their numbers', '&#321;&#xF3;d&#X17a; &#x1F600;', 'Łódź 😀'],
    ['text that is taken as it stands', 'x <![CDATA[1 < 2 & 3 > 2 &amp; ]]>y', 'x 1 < 2 & 3 > 2 &amp; y'],
    ['comments and instructions inside a text', 'a<!-- <t>no</t> & --->b<?x <t> ?>c', 'abc'],
    ['line breaks of any kind', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a sign that closes nothing', 'a > b', 'a > b'],
  ])('is read: %s', (_what, written, read) => {
    expect(textOf(written)).toBe(read);
  });

  it('is read with prefixes, single quotes, blanks and signs in attributes, and a mark of the byte order', () => {
    const sheet = `\uFEFF<?xml version='1.0' standalone="yes"?>\r\n<!DOCTYPE x:worksheet>\n<x:worksheet
      xmlns:x='${namespace}' note="a > b / 'c'"><x:sheetData><x:row  r = '2' ><x:c r='B2' t='s'
      ><x:v>1</x:v ></x:c><x:c r="C2" t="b"><x:v>1</x:v></x:c><x:c r="D2"/><x:c r="E2"><x:v>2.50</x:v></x:c></x:row></x:sheetData></x:worksheet>\n`;
    const strings =
      '<y:sst xmlns:y="z"><y:si/><y:si><y:r><y:t>a</y:t></y:r><y:rPh><y:t>no</y:t></y:rPh><y:r><y:t> b</y:t></y:r></y:si></y:sst>';
    expect(cellsOf({ sheet, strings })).toEqual([[null, 'a b', true, null, 2.5]]);
  });

  it('is read whatever a piece of it ends with', () => {
    const texts = Array.from({ length: 3_000 }, (_, index) => `${'ż'.repeat(index % 97)}&amp;${index}\r\n`);
    const rows = texts.map((text) => `<row>${inline(text)}</row>`);
    const read = cellsOf({ sheet: `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>` });
    expect(read).toEqual(texts.map((text) => [text.replace('&amp;', '&').replace('\r', '')]));
    const long = texts.join('');
    expect(textOf(long)).toBe(long.replaceAll('&amp;', '&').replaceAll('\r', ''));
  });

  it.each([
    ['an element that is not closed', '<row><c><v>1</v></row>', /<\/row> closes no open element/],
    ['a reference to nothing', '<row><c><v>&nbsp;</v></c></row>', /&nbsp; is no reference/],
    ['a sign that begins nothing', '<row><c><v>1 < 2</v></c></row>', /begins no tag/],
    ['an attribute without quotes', '<row r=1/>', /is no attribute/],
    ['a tag that is cut off', '<row r="1', /ends inside a tag/],
  ])('is refused: %s', (_what, rows, message) => {
    const sheet = `<worksheet><sheetData>${rows}${rows.endsWith('1') ? '' : '</sheetData></worksheet>'}`;
    expect(() => cellsOf({ sheet })).toThrow(message);
    expect(() => cellsOf({ sheet })).toThrow(/The workbook holds broken XML/);
  });

  it('is refused where it ends too early, and where something stands behind its end', () => {
    expect(() => cellsOf({ sheet: '<worksheet><sheetData>' })).toThrow(/<sheetData> is not closed/);
    expect(() => cellsOf({ sheet: '<worksheet/><worksheet/>' })).toThrow(/behind the last element/);
    expect(() => cellsOf({ sheet: '<worksheet/>text' })).toThrow(/text behind the last one/);
    expect(() => cellsOf({ sheet: '' })).toThrow(/has no element/);
  });
});
