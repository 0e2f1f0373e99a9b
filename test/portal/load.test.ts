/** `/data/load`: the latest release of each register, however many came after it. */
import { beforeAll, expect, test } from 'vitest';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

beforeAll(async () => {
  await hub.load('teryt', 'TERC_2023.csv', toCsv(buildTerc({ asOf: '2023-01-01', voivodeships: ['02'] })));
  const office = 'key;name;kind;tier\no1;Urząd;OTHER;SELF_GOVERNMENT';
  await hub.load('offices', 'offices_2024-05-01.csv', office);
  await hub.load('offices', 'offices_2024-06-01.csv', `${office}\no2;Drugi;OTHER;SELF_GOVERNMENT`);
  // The last of them is taken back; then more releases than any page of a list has, of another source.
  await hub.database.pool.query(`UPDATE release SET status = 'WITHDRAWN' WHERE number = 4`);
  await hub.database.pool.query(
    `INSERT INTO release SELECT (jsonb_populate_record(r, jsonb_build_object('number', n))).*
     FROM release r, generate_series(5, 250) n WHERE r.number = 1`,
  );
  await hub.app.refresh();
});

async function rowsOf(prefix: string): Promise<string[]> {
  const address = `http://hub.test${prefix}/data/load.csv`;
  return (await (await hub.app.handler.fetch(address)).text()).trim().split('\n');
}

test.for(['', '/en'])(
  '%s/data/load finds what was loaded long ago, and passes over what was taken back',
  async (prefix) => {
    const rows = await rowsOf(prefix);
    const rowWith = (command: string) => rows.find((row) => row.includes(command));
    expect(rowWith('import -- teryt')).toMatch(/,2,2023-01-01$/);
    expect(rowWith('import -- jst-offices')).toMatch(/,3,2024-05-01$/);
    expect(rowWith('import -- eu-projects')).toMatch(/,,$/);
    expect(rows).toHaveLength(9);
  },
);
