/** Generated histories of imports: lists whose rows come, change and go, in an order that a seed decides. */

import { BadArgumentError, RefusedFileError } from '#platform/errors.ts';
import { inputFileOf } from '#sources/import.ts';
import { retractRelease } from '#sources/retraction/retract.ts';
import { sl2014Csv } from '../fixtures/eu-projects/lists.ts';
import { numbersFrom } from '../fixtures/eu-projects/many.ts';
import { buildTerc, toCsv } from '../fixtures/terc.ts';
import type { TestHub } from '../harness/hub.ts';

type Random = () => number;
type Import = (hub: TestHub, random: Random, step: number) => Promise<unknown>;

const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const some = <T>(random: Random, values: readonly T[], share = 0.7): T[] => values.filter(() => random() < share);
const dayOf = (step: number): string => new Date(Date.UTC(2022, 0, 1 + step)).toISOString().slice(0, 10);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const words = ['szkoła', '=SUM(A1)', 'żłobek "Ósemka"', "'park'", 'droga;\nmost', 'źródło, łąka', '-5 m', '@izba'];

const projects: Import = (hub, random, step) => {
  const rows = some(random, numbers(12)).map((number) => ({
    contract: `RPSL.01.02.00-24-${String(1000 + number)}/16`,
    title: `${pick(random, words)} ${number}`,
    beneficiary: pick(random, ['Gmina Brzeg', 'Fundacja Ósma', 'Spółka Łąka', 'Miasto Katowice']),
    value: Math.round(random() * 1e8) / 100,
  }));
  return hub.load('eu-projects', `lista_${dayOf(step)}.csv`, sl2014Csv(rows), { asOf: dayOf(step) });
};

const register: Import = (hub, random, step) => {
  const rows = buildTerc({ voivodeships: ['16'], asOf: dayOf(step) }).map((row) =>
    row.GMI !== '' && random() < 0.02 ? { ...row, NAZWA: `${row.NAZWA} ${step}` } : row,
  );
  return hub.load('teryt', `TERC_${dayOf(step)}.csv`, toCsv(rows), { asOf: dayOf(step) });
};

const practices: Import = (hub, random, step) => {
  const slugs = numbers(6).map((number) => `practice-${number}`);
  const file = {
    asOf: dayOf(step),
    source: { name: 'Generated', publisher: 'Test', url: 'https://example.org/', licence: 'CC0' },
    practices: some(random, slugs).map((slug) => ({
      slug,
      title: { pl: `${pick(random, words)} ${slug}`, en: pick(random, words) },
      topics: some(random, ['people', 'culture']),
      places: [{ unit: pick(random, ['16', '24', '14']) }],
    })),
  };
  return hub.load('practices', 'practices.json', JSON.stringify(file), { asOf: dayOf(step) });
};

const offices: Import = (hub, random, step) => {
  const rows = some(random, numbers(8)).map(
    (number) => `office-${number};${pick(random, words).replaceAll(/[;\n"]/g, ' ')} ${number};MINISTRY;GOVERNMENT`,
  );
  return hub.load('offices', 'offices.csv', ['key;name;kind;tier', ...rows].join('\n'), { asOf: dayOf(step) });
};

const mapping = inputFileOf(
  'test.yaml',
  new TextEncoder().encode(`
facet: { code: test-people, name: Test, publisher: Nobody, licence: CC0 }
code: code
period: { column: year }
values: [{ column: people, metric: test-people }]
metrics: [{ code: test-people, namePl: Ludność, unitPl: osoba }]
`),
);

const metrics: Import = (hub, random, step) => {
  const rows = some(random, ['02', '04', '06', '14', '16', '24', '30']).flatMap((code) =>
    some(random, [2018, 2019, 2020]).map((year) => `${code},${year},${Math.floor(random() * 1e6) / 10}`),
  );
  return hub.load('metrics', `people_${dayOf(step)}.csv`, ['code,year,people', ...rows].join('\n'), {
    mapping,
    asOf: dayOf(step),
  });
};

/** What is refused changes nothing, which is a step of a history, too. */
const nothingIfRefused =
  (refusal: typeof RefusedFileError | typeof BadArgumentError) =>
  (error: unknown): void => {
    if (!(error instanceof refusal)) throw error;
  };

/** An older register that names units otherwise: ids move, and some become one. */
const olderRegister: Import = (hub, random, step) => {
  const asOf = `20${10 + (step % 9)}-01-01`;
  const rows = buildTerc({ voivodeships: ['16'], asOf }).filter(({ GMI }) => GMI === '' || random() > 0.01);
  const renumbered = rows.map((row) => (row.GMI !== '' && row.POW === '03' ? { ...row, POW: '61' } : row));
  const load = hub.load('teryt', `TERC_${asOf}.csv`, toCsv(random() < 0.5 ? rows : renumbered), { asOf });
  return load.catch(nothingIfRefused(RefusedFileError));
};

/** Any release but those that removed personal data, whether or not it still can be taken back. */
const retraction: Import = async (hub, random) => {
  const { rows } = await hub.database.pool.query<{ number: number }>(
    `SELECT number FROM release WHERE number > 1 AND status = 'PUBLISHED' AND NOT redacts ORDER BY number`,
  );
  const { number } = pick(random, rows);
  const retracted = retractRelease(hub.database, number, { today: '2026-06-15' });
  await retracted.catch(nothingIfRefused(BadArgumentError));
};

export const redactedName = 'Jan Nowak-Wróbel';

const withPerson: Import = (hub, random, step) => {
  const row = {
    contract: `RPSL.09.09.00-24-${2000 + step}/16`,
    title: `Umowa ${redactedName}`,
    beneficiary: redactedName,
  };
  return hub.load('eu-projects', `osoby_${step}.csv`, sl2014Csv([{ ...row, value: Math.floor(random() * 1000) }]), {
    asOf: dayOf(step),
  });
};

const redaction: Import = (hub) => hub.load('redactions', 'r.csv', `name\n${redactedName}\n`);

const imports = [projects, register, practices, offices, metrics, olderRegister, retraction];

/** What stands in no feed afterwards, not even of releases before. */
export const withRedactions: readonly Import[] = [withPerson, projects, redaction, ...imports, retraction];

/** Each kind once, and then any of them. */
export async function* generatedImports(
  hub: TestHub,
  seed: number,
  steps: number,
  kinds: readonly Import[] = imports,
): AsyncGenerator<number> {
  const random = numbersFrom(seed);
  for (let step = 0; step < steps; step += 1) {
    const run = kinds[step] ?? pick(random, kinds);
    await run(hub, random, step);
    const { rows } = await hub.database.pool.query<{ number: number }>('SELECT max(number) AS number FROM release');
    yield rows[0]?.number ?? 0;
  }
}
