/** What editors state above files, of every kind of entry: imports before and after, conflicts, and taking it back. */
import { describe, expect, test } from 'vitest';
import { inputFileOf } from '#sources/import.ts';
import { sl2014Csv } from '../fixtures/eu-projects/lists.ts';
import { type Conflict, EditorialHub } from '../harness/editors.ts';

const editors = await EditorialHub.start();
const { hub, editor } = editors;

const mapping = (definition: string) =>
  inputFileOf(
    'test.yaml',
    Buffer.from(`facet: { code: test, name: Test, publisher: Test, licence: CC0 }
code: TERYT
period: '2020'
values: [{ column: n, metric: test-rate }]
metrics: [{ code: test-rate, namePl: Wskaźnik próbny, definitionPl: ${definition}, unitPl: sztuka, aggregation: SUM }]
`),
  );
const loadMetrics = (value: string, definition = 'Opis z pliku') =>
  hub.load('metrics', 'test.csv', `TERYT;n\n0202021;${value}\n`, { mapping: mapping(definition) });
let edition = 0;
const day = (): string => {
  edition += 1;
  return `2025-01-${String(edition).padStart(2, '0')}`;
};
const offices = (website: string): string =>
  `key;name;kind;tier;website\r\nurzad-probny;Urząd Próbny;OTHER;GOVERNMENT;${website}\r\n`;
const practices = (title: string, note = 'a'): string =>
  JSON.stringify({
    asOf: '2026-06-01',
    practices: [{ slug: 'proba', title, summary: `Streszczenie ${note}`, startedOn: '2020' }],
  });
const contract = 'RPSL.01.02.00-24-0777/16-00';
const loadProjects = (changes: { title?: string; value?: number; summary?: string }) =>
  hub.load('eu-projects', 'Lista.csv', sl2014Csv([{ contract, ...changes }]), { asOf: day() });

interface Subject {
  readonly type: string;
  /** Loads a file that states the value, and something beside it. */
  load(value: string, other: string): Promise<unknown>;
  target(): Promise<string>;
  readonly field: string;
  /** In the file first, by the editors, and in a later file. */
  readonly values: readonly [listed: string, ours: string, later: string];
  shown(): Promise<unknown>;
  /** How the pages of editors call the entry. */
  readonly named: RegExp;
}

const first = async <T>(query: string, name: string): Promise<T> =>
  (await hub.ask<Record<string, T>>(query))[name] as T;

const subjects: readonly Subject[] = [
  {
    type: 'OFFICE',
    load: (value) => hub.load('offices', `offices_${day()}.csv`, offices(value)),
    target: async () => '/offices/urzad-probny',
    field: 'website',
    values: ['http://old.example', 'https://ours.example', 'https://later.example'],
    shown: async () =>
      (await first<{ website: string }>('{ office(id: "urzad-probny") { website } }', 'office')).website,
    named: /office: Urząd Próbny/,
  },
  {
    type: 'PRACTICE',
    load: (value, other) => hub.load('practices', `p-${value}-${other}.json`, practices(value, other)),
    target: async () => '/practices/proba',
    field: 'title',
    values: ['Tytuł z pliku', 'Tytuł redakcji', 'Tytuł z nowego pliku'],
    shown: async () => (await first<{ title: string }>('{ practice(id: "proba") { title } }', 'practice')).title,
    named: /practice: Tytuł/,
  },
  {
    type: 'PROJECT',
    load: (value, other) => loadProjects({ title: value, summary: other }),
    target: async () => (await project()).id,
    field: 'title',
    values: ['Pracownia z listy', 'Pracownia redakcji', 'Pracownia z nowej listy'],
    shown: async () => (await project()).title,
    named: /project: Pracownia/,
  },
  {
    type: 'METRIC',
    load: (value, other) => loadMetrics(other === 'b' ? '2' : '3', value),
    target: async () => '/metrics/test-rate',
    field: 'definition',
    values: ['Opis z pliku', 'Opis redakcji', 'Inny opis'],
    shown: async () =>
      (await first<{ definition: string }>('{ metric(code: "test-rate") { definition } }', 'metric')).definition,
    named: /metric: Wskaźnik próbny/,
  },
  {
    type: 'OBSERVATION',
    load: (value) => loadMetrics(value),
    target: async () => (await observation()).id,
    field: 'value',
    values: ['2', '2.5', '4'],
    shown: async () => String((await observation()).value),
    named: /Wskaźnik próbny, \d{4}, Dzierżoniów/,
  },
];

interface ShownProject {
  readonly id: string;
  readonly title: string;
  readonly value: { readonly amount: string };
}

async function project(): Promise<ShownProject> {
  const query = `{ project(contractNumber: "${contract}") { id title value { amount } } }`;
  return (await hub.ask<{ project: ShownProject }>(query)).project;
}

async function observation(): Promise<{ id: string; value: number; verbatim: string; source: { name: string } }> {
  const { observations } = await hub.ask<{
    observations: { nodes: { id: string; value: number; verbatim: string; source: { name: string } }[] };
  }>(
    `{ observations(filter: { metrics: ["test-rate"], subjects: [{ terc: "0202021" }] }, first: 1) {
      nodes { id value verbatim source { name } }
    } }`,
  );
  return observations.nodes[0] as never;
}

test.each(['33.333333333333336', '0.00001'])(
  'an observation of %s is itself again when it is taken back',
  async (listed) => {
    await loadMetrics(listed);
    const release = await editors.correct((await observation()).id, 'value', '0,0000001');
    expect((await observation()).value).toBe(1e-7);
    await editors.retract(release);
    expect((await observation()).value).toBe(Number(listed));
  },
);

describe.each(subjects)('a correction of $type', ({ type, load, target, field, values, shown, named }) => {
  const [listed, ours, later] = values;
  let release = 0;

  test('holds from its release on, before and after files that repeat what they stated', async () => {
    await load(listed, 'a');
    expect(await shown()).toBe(listed);
    const before = await editors.latest();
    release = await editors.correct(await target(), field, ours);
    expect(release).toBe(before + 1);
    expect(await shown()).toBe(ours);
    await load(listed, 'b');
    expect(await shown()).toBe(ours);
    expect(await editors.conflictOf(type)).toBeUndefined();
  });

  test('is in the change feed and in the downloads, of its release and of later ones', async () => {
    const changes = await editors.file(`/changes?from=${release - 1}&to=${release}`);
    expect(changes).toContain('"EditorialStatement"');
    expect(changes).toContain(ours);
    const rows = await editors.file(`/releases/${release}/editorial-statements.ndjson`);
    expect(rows).toContain(`"target_type":"${type}"`);
    expect(rows).toContain(ours);
    expect(await editors.file(`/releases/${release - 1}/editorial-statements.ndjson`)).not.toContain(ours);
  });

  test('conflicts with a file that states something else, until editors keep theirs', async () => {
    await load(later, 'b');
    expect(await shown()).toBe(ours);
    const conflict = await editors.conflictOf(type);
    expect(conflict).toMatchObject({ targetType: type, field, value: ours, listedValue: later });
    const page = await editor.get('/en/account/conflicts');
    expect(page.html).toContain(later);
    // By its name, not by its code.
    expect(page.html).toMatch(named);
    expect(await editors.resolve({ ...(conflict as Conflict), listedValue: 'stale' }, 'KEEP')).toBe(false);
    expect(await editors.resolve(conflict as Conflict, 'KEEP')).toBe(true);
    expect(await editors.conflictOf(type)).toBeUndefined();
    expect(await shown()).toBe(ours);
    const unchanged = await editors.latest();
    await load(later, 'b');
    await hub.app.refresh();
    const now = await editors.latest();
    const news =
      now === unchanged ? '' : await editors.file(`/changes?from=${unchanged}&to=${now}&types=EditorialStatement`);
    expect(news).toBe('');
  });

  test('ends when editors take what the file states', async () => {
    await load(listed, 'c');
    const conflict = await editors.conflictOf(type);
    expect(conflict).toMatchObject({ listedValue: listed });
    expect(await editors.resolve(conflict as Conflict, 'TAKE_LISTED')).toBe(true);
    expect(await shown()).toBe(listed);
    expect(await editors.conflictOf(type)).toBeUndefined();
    await load(later, 'd');
    expect(await shown()).toBe(later);
  });

  test('is taken back with its release, though files were loaded since', async () => {
    const again = await editors.correct(await target(), field, ours);
    await load(listed, 'e');
    expect(await shown()).toBe(ours);
    await editors.retract(again);
    expect(await shown()).toBe(listed);
    expect(await editors.conflictOf(type)).toBeUndefined();
    await load(later, 'f');
    expect(await shown()).toBe(later);
  });

  test('gives way to the correction before it when it is taken back', async () => {
    await editors.correct(await target(), field, ours);
    const second = await editors.correct(await target(), field, listed);
    expect(await shown()).toBe(listed);
    await editors.retract(second);
    expect(await shown()).toBe(ours);
  });
});

test('a name that is redacted leaves what editors state, and no later list brings it back', async () => {
  await loadProjects({ title: 'Pracownia rysunku' });
  await editors.correct((await project()).id, 'title', 'Pracownia Zdzisławy Niebywałej');
  await hub.load('redactions', 'r.csv', 'name\nZdzisławy Niebywałej\n');
  expect((await project()).title).not.toContain('Niebywałej');
  await loadProjects({ title: 'Pracownia rysunku', summary: 'zmieniony' });
  expect((await project()).title).not.toContain('Niebywałej');
  const stated = await editors.file(`/releases/${await editors.latest()}/editorial-statements.ndjson`);
  expect(stated).toContain('Pracownia');
  expect(stated).not.toContain('Niebywałej');
});

describe('a correction of a project', () => {
  test('reaches sums, order and search, and ends as it began', async () => {
    await loadProjects({ title: 'Pracownia sum', value: 1000 });
    const release = await editors.correct((await project()).id, 'value', '2 500,50');
    expect((await project()).value.amount).toBe('2500.50');
    const sorted = await hub.database.pool.query<{ sort: string; total: string }>(
      `SELECT trim_scale(p.sort_value)::text AS sort,
         (SELECT trim_scale(t.value)::text FROM programme_total t WHERE t.programme_id = p.programme_id) AS total
       FROM project p WHERE p.contract_number = $1`,
      [contract],
    );
    expect(sorted.rows).toEqual([{ sort: '2500.5', total: '2500.5' }]);
    await editors.retract(release);
    expect((await project()).value.amount).toBe('1000.00');
    await editors.correct((await project()).id, 'title', 'Niepowtarzalna wirówka');
    const { projects } = await hub.ask<{ projects: { nodes: { title: string }[] } }>(
      '{ projects(filter: { text: "wirowka" }, first: 5) { nodes { title } } }',
    );
    expect(projects.nodes).toEqual([{ title: 'Niepowtarzalna wirówka' }]);
  });

  test.each([
    ['value', 'dużo'],
    ['startsOn', '2020-02-30'],
    ['contractNumber', 'X/1'],
  ])('is not possible with a value that does not fit: %s = %s', async (field, value) => {
    const number = await editors.propose((await project()).id, field, value);
    const before = await editors.latest();
    expect(await editors.accept(number)).toEqual([{ code: 'NOT_POSSIBLE' }]);
    expect(await editors.latest()).toBe(before);
  });
});

test('downloads of a release have the reports that were open when it was published, whatever becomes of them', async () => {
  const number = await editors.propose('/units/0202021', 'name', 'Inna');
  const row = `"number":${number}`;
  const before = await editors.latest();
  expect(await editors.file(`/releases/${before}/open-corrections.ndjson`)).not.toContain(row);
  await loadMetrics('17');
  await hub.app.refresh();
  const marked = await editors.latest();
  expect(await editors.file(`/releases/${marked}/open-corrections.ndjson`)).toContain(row);
  const decline = 'mutation ($n: Int!) { declineCorrection(number: $n, answer: "Nie") { userErrors { code } } }';
  await editor.graphql(decline, { n: number });
  await loadMetrics('18', 'Nowy opis');
  await hub.app.refresh();
  expect(await editors.file(`/releases/${await editors.latest()}/open-corrections.ndjson`)).not.toContain(row);
  expect(await editors.file(`/releases/${marked}/open-corrections.csv`)).toContain(
    `${number},TERRITORIAL_UNIT,0202021,name`,
  );
});
