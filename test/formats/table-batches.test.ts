/** Large tables are read in a thread of their own: the rows, and what is refused, are those of reading them here. */
import { describe, expect, it } from 'vitest';
import { readTable } from '#formats/open.ts';
import { rowsOf, type TableFile, type TableRow } from '#formats/table.ts';
import { TableBatches } from '#formats/table-batches.ts';
import { sl2014Xlsx } from '../fixtures/eu-projects/lists.ts';
import { benchRows } from '../fixtures/eu-projects/many.ts';
import { buildXlsx } from '../fixtures/eu-projects/workbook.ts';

const options = { what: 'a table', hint: 'Load a table.' };
const open = (bytes: Uint8Array): TableFile => readTable({ name: 'plik', bytes }, options, (table) => table);

async function batched(bytes: Uint8Array, thread: boolean, max = Number.POSITIVE_INFINITY): Promise<TableRow[]> {
  const table = open(bytes);
  const batches = new TableBatches(table, thread);
  const found: TableRow[] = [];
  try {
    for (const [sheet] of table.sheets.entries()) {
      for await (const rows of batches.of(sheet)) {
        found.push(...rows);
        if (found.length >= max) return found;
      }
    }
    return found;
  } finally {
    await batches.close();
  }
}

const inThread = (bytes: Uint8Array, max?: number): Promise<TableRow[]> => batched(bytes, true, max);

const here = (bytes: Uint8Array): TableRow[] => open(bytes).sheets.flatMap((sheet) => [...rowsOf(sheet)]);

const lines = Array.from({ length: 40_000 }, (_, index) => `${index};"Łódź, ""${index}""";;${index / 4}`);
const csv = (text: string): Uint8Array => new TextEncoder().encode(text);

function damagedTexts(): Uint8Array {
  const bytes = sl2014Xlsx(benchRows(3_000)).slice();
  const name = new TextEncoder().encode('xl/sharedStrings.xml');
  const directory = Buffer.from(bytes).lastIndexOf(name);
  const start = new DataView(bytes.buffer).getUint32(directory - 4, true);
  bytes.fill(0xff, start + 400_000, start + 400_100);
  return bytes;
}

describe('a workbook that is unpacked in the background', () => {
  it('has the rows that it has when it is unpacked at once, in all of its sheets', async () => {
    const listed = Array.from({ length: 700 }, (_, index) => [
      'a',
      `${index % 90} Łódź`,
      index / 4,
      index % 2 === 0,
      null,
    ]);
    const bytes = buildXlsx([
      { name: 'A', rows: listed },
      { name: 'B', rows: listed.toReversed() },
    ]);
    const rows = await batched(bytes, false);
    expect(rows).toHaveLength(1_400);
    expect(rows).toEqual(here(bytes));
    const large = sl2014Xlsx(benchRows(3_000));
    expect(await batched(large, false)).toEqual(here(large));
  });

  it('is refused where it is damaged', async () => {
    await expect(batched(damagedTexts(), false)).rejects.toMatchObject({ code: 'FILE_REFUSED', reason: 'UNREADABLE' });
  });

  it('need not be read to its end', async () => {
    expect((await batched(sl2014Xlsx(benchRows(3_000)), false, 1)).length).toBeLessThan(2_000);
  });
});

describe('a table that is read in a thread', () => {
  it('has the rows that it has here: a csv with quotes, empty cells and damaged bytes', async () => {
    const bytes = csv(`a;b;c;d\n${lines.join('\r\n')}\n1;\0;2;3\n`);
    expect(bytes.length).toBeGreaterThan(1024 * 1024);
    const rows = await inThread(bytes);
    expect(rows).toEqual(here(bytes));
    expect(rows).toHaveLength(40_002);
    expect(rows.at(-1)?.fault?.kind).toBe('DAMAGED_TEXT');
  });

  it('has the rows that it has here: a workbook', async () => {
    const bytes = sl2014Xlsx(benchRows(3_000));
    expect(bytes.length).toBeGreaterThan(512 * 1024);
    const rows = await inThread(bytes);
    expect(rows).toEqual(here(bytes));
    expect(rows.length).toBeGreaterThan(3_000);
  });

  it('is refused where it was cut off', async () => {
    const bytes = csv(`a;b;c;d\n${lines.join('\n')}`.slice(0, -8));
    expect(() => here(bytes)).toThrow(/breaks off/);
    await expect(inThread(bytes)).rejects.toMatchObject({ code: 'FILE_REFUSED', reason: 'TRUNCATED' });
  });

  it('is refused where the texts of a workbook are damaged behind those that cells point at', async () => {
    const bytes = damagedTexts();
    await expect(inThread(bytes)).rejects.toMatchObject({ code: 'FILE_REFUSED', reason: 'UNREADABLE' });
  });

  it('need not be read to its end', async () => {
    const bytes = csv(`a;b;c;d\n${lines.join('\n')}\n`);
    expect((await inThread(bytes, 1)).length).toBeLessThan(1_000);
  });
});
