/** What editors state above files, of every kind of entry: imports before and after, conflicts, and taking it back. */
import { beforeAll, describe, expect, test } from 'vitest';
import { createAccount } from '#accounts';
import { dayInPoland } from '#platform/clock.ts';
import { inputFileOf } from '#sources/import.ts';
import { retractRelease } from '#sources/retraction/retract.ts';
import { sl2014Csv } from '../fixtures/eu-projects/lists.ts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, type Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({ smtpUrl: mail.url, clock: () => now });
let editor: Visitor;

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

beforeAll(async () => {
  await createAccount(hub.database.pool, { email: 'editor@urzad.test', role: 'EDITOR' }, { actor: null, now });
  editor = await signIn(hub, mail, 'editor@urzad.test');
});

/** Proposes and accepts; the number of the release. */
async function correct(target: string, field: string, value: string): Promise<number> {
  now = new Date(now.getTime() + 61 * 60_000);
  await editor.get('/account');
  const { proposeCorrection } = await hub.ask<{
    proposeCorrection: { correction: { number: number } | null; userErrors: unknown[] };
  }>(
    `mutation ($target: ID!, $field: String!, $value: String!) {
      proposeCorrection(target: $target, field: $field, value: $value, reason: "Bo tak") {
        correction { number } userErrors { code path }
      }
    }`,
    { target, field, value },
  );
  expect(proposeCorrection.userErrors).toEqual([]);
  const n = proposeCorrection.correction?.number;
  const { data } = await editor.graphql(
    'mutation ($n: Int!) { acceptCorrection(number: $n) { userErrors { code } } }',
    {
      n,
    },
  );
  expect(data).toEqual({ acceptCorrection: { userErrors: [] } });
  const { correction } = await hub.ask<{ correction: { release: { number: number; source: { name: string } } } }>(
    `{ correction(number: ${n}) { release { number source { name } } } }`,
  );
  expect(correction.release.source.name).toBe(`Poprawka ${n}`);
  return correction.release.number;
}

interface Conflict {
  readonly targetType: string;
  readonly targetKey: string;
  readonly field: string;
  readonly value: string;
  readonly listedValue: string;
}

async function conflicts(): Promise<Conflict[]> {
  const { data } = await editor.graphql(
    '{ viewer { editorialConflicts { targetType targetKey field value listedValue } } }',
  );
  return (data as unknown as { viewer: { editorialConflicts: Conflict[] } }).viewer.editorialConflicts;
}

async function conflictOf(type: string): Promise<Conflict | undefined> {
  return (await conflicts()).find(({ targetType }) => targetType === type);
}

async function resolve(conflict: Conflict, resolution: string): Promise<unknown> {
  const { value: _, ...given } = conflict;
  const { data } = await editor.graphql(
    `mutation ($targetType: EditorialTargetType!, $targetKey: String!, $field: String!, $listedValue: String!, $resolution: ConflictResolution!) {
      resolveConflict(targetType: $targetType, targetKey: $targetKey, field: $field, listedValue: $listedValue, resolution: $resolution) {
        isDone userErrors { code }
      }
    }`,
    { ...given, resolution },
  );
  return (data?.['resolveConflict'] as { isDone: boolean } | undefined)?.isDone;
}

async function retract(release: number): Promise<void> {
  await retractRelease(hub.database, release, { today: dayInPoland(now) });
  await hub.app.refresh();
}

const file = async (path: string): Promise<string> => (await hub.app.handler.fetch(`http://hub.test${path}`)).text();
const latest = async (): Promise<number> =>
  (await hub.ask<{ release: { number: number } }>('{ release { number } }')).release.number;

interface Subject {
  readonly type: string;
  /** Loads a file that states the value, and something beside it. */
  load(value: string, other: string): Promise<unknown>;
  target(): Promise<string>;
  readonly field: string;
  /** In the file first, by the editors, and in a later file. */
  readonly values: readonly [listed: string, ours: string, later: string];
  shown(): Promise<unknown>;
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
  },
  {
    type: 'PRACTICE',
    load: (value, other) => hub.load('practices', `p-${value}-${other}.json`, practices(value, other)),
    target: async () => '/practices/proba',
    field: 'title',
    values: ['Tytuł z pliku', 'Tytuł redakcji', 'Tytuł z nowego pliku'],
    shown: async () => (await first<{ title: string }>('{ practice(id: "proba") { title } }', 'practice')).title,
  },
  {
    type: 'PROJECT',
    load: (value, other) => loadProjects({ title: value, summary: other }),
    target: async () => (await project()).id,
    field: 'title',
    values: ['Pracownia z listy', 'Pracownia redakcji', 'Pracownia z nowej listy'],
    shown: async () => (await project()).title,
  },
  {
    type: 'METRIC',
    load: (value, other) => loadMetrics(other === 'b' ? '2' : '3', value),
    target: async () => '/metrics/test-rate',
    field: 'definition',
    values: ['Opis z pliku', 'Opis redakcji', 'Inny opis'],
    shown: async () =>
      (await first<{ definition: string }>('{ metric(code: "test-rate") { definition } }', 'metric')).definition,
  },
  {
    type: 'OBSERVATION',
    load: (value) => loadMetrics(value),
    target: async () => (await observation()).id,
    field: 'value',
    values: ['2', '2.5', '4'],
    shown: async () => String((await observation()).value),
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
    const release = await correct((await observation()).id, 'value', '0,0000001');
    expect((await observation()).value).toBe(1e-7);
    await retract(release);
    expect((await observation()).value).toBe(Number(listed));
  },
);

describe.each(subjects)('a correction of $type', ({ type, load, target, field, values, shown }) => {
  const [listed, ours, later] = values;
  let release = 0;

  test('holds from its release on, before and after files that repeat what they stated', async () => {
    await load(listed, 'a');
    expect(await shown()).toBe(listed);
    const before = await latest();
    release = await correct(await target(), field, ours);
    expect(release).toBe(before + 1);
    expect(await shown()).toBe(ours);
    await load(listed, 'b');
    expect(await shown()).toBe(ours);
    expect(await conflictOf(type)).toBeUndefined();
  });

  test('is in the change feed and in the downloads, of its release and of later ones', async () => {
    const changes = await file(`/changes?from=${release - 1}&to=${release}`);
    expect(changes).toContain('"EditorialStatement"');
    expect(changes).toContain(ours);
    const rows = await file(`/releases/${release}/editorial-statements.ndjson`);
    expect(rows).toContain(`"target_type":"${type}"`);
    expect(rows).toContain(ours);
    expect(await file(`/releases/${release - 1}/editorial-statements.ndjson`)).not.toContain(ours);
  });

  test('conflicts with a file that states something else, until editors keep theirs', async () => {
    await load(later, 'b');
    expect(await shown()).toBe(ours);
    const conflict = await conflictOf(type);
    expect(conflict).toMatchObject({ targetType: type, field, value: ours, listedValue: later });
    const page = await editor.get('/en/account/conflicts');
    expect(page.html).toContain(later);
    expect(await resolve({ ...(conflict as Conflict), listedValue: 'stale' }, 'KEEP')).toBe(false);
    expect(await resolve(conflict as Conflict, 'KEEP')).toBe(true);
    expect(await conflictOf(type)).toBeUndefined();
    expect(await shown()).toBe(ours);
    const unchanged = await latest();
    await load(later, 'b');
    await hub.app.refresh();
    const now = await latest();
    const news = now === unchanged ? '' : await file(`/changes?from=${unchanged}&to=${now}&types=EditorialStatement`);
    expect(news).toBe('');
  });

  test('ends when editors take what the file states', async () => {
    await load(listed, 'c');
    const conflict = await conflictOf(type);
    expect(conflict).toMatchObject({ listedValue: listed });
    expect(await resolve(conflict as Conflict, 'TAKE_LISTED')).toBe(true);
    expect(await shown()).toBe(listed);
    expect(await conflictOf(type)).toBeUndefined();
    await load(later, 'd');
    expect(await shown()).toBe(later);
  });

  test('is taken back with its release, though files were loaded since', async () => {
    const again = await correct(await target(), field, ours);
    await load(listed, 'e');
    expect(await shown()).toBe(ours);
    await retract(again);
    expect(await shown()).toBe(listed);
    expect(await conflictOf(type)).toBeUndefined();
    await load(later, 'f');
    expect(await shown()).toBe(later);
  });

  test('gives way to the correction before it when it is taken back', async () => {
    await correct(await target(), field, ours);
    const second = await correct(await target(), field, listed);
    expect(await shown()).toBe(listed);
    await retract(second);
    expect(await shown()).toBe(ours);
  });
});

test('a name that is redacted leaves what editors state, and no later list brings it back', async () => {
  await loadProjects({ title: 'Pracownia rysunku' });
  await correct((await project()).id, 'title', 'Pracownia Zdzisławy Niebywałej');
  await hub.load('redactions', 'r.csv', 'name\nZdzisławy Niebywałej\n');
  expect((await project()).title).not.toContain('Niebywałej');
  await loadProjects({ title: 'Pracownia rysunku', summary: 'zmieniony' });
  expect((await project()).title).not.toContain('Niebywałej');
  const stated = await file(`/releases/${await latest()}/editorial-statements.ndjson`);
  expect(stated).toContain('Pracownia');
  expect(stated).not.toContain('Niebywałej');
});

describe('a correction of a project', () => {
  test('reaches sums, order and search, and ends as it began', async () => {
    await loadProjects({ title: 'Pracownia sum', value: 1000 });
    const release = await correct((await project()).id, 'value', '2 500,50');
    expect((await project()).value.amount).toBe('2500.50');
    const sorted = await hub.database.pool.query<{ sort: string; total: string }>(
      `SELECT trim_scale(p.sort_value)::text AS sort,
         (SELECT trim_scale(t.value)::text FROM programme_total t WHERE t.programme_id = p.programme_id) AS total
       FROM project p WHERE p.contract_number = $1`,
      [contract],
    );
    expect(sorted.rows).toEqual([{ sort: '2500.5', total: '2500.5' }]);
    await retract(release);
    expect((await project()).value.amount).toBe('1000.00');
    await correct((await project()).id, 'title', 'Niepowtarzalna wirówka');
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
    now = new Date(now.getTime() + 61 * 60_000);
    await editor.get('/account');
    const { proposeCorrection } = await hub.ask<{ proposeCorrection: { correction: { number: number } } }>(
      'mutation ($target: ID!, $field: String!, $value: String!) { proposeCorrection(target: $target, field: $field, value: $value, reason: "x") { correction { number } } }',
      { target: (await project()).id, field, value },
    );
    const before = await latest();
    const { data } = await editor.graphql(
      'mutation ($n: Int!) { acceptCorrection(number: $n) { userErrors { code } } }',
      {
        n: proposeCorrection.correction.number,
      },
    );
    expect(data).toEqual({ acceptCorrection: { userErrors: [{ code: 'NOT_POSSIBLE' }] } });
    expect(await latest()).toBe(before);
  });
});

test('downloads of a release have the reports that were open when it was published, whatever becomes of them', async () => {
  now = new Date(now.getTime() + 61 * 60_000);
  await editor.get('/account');
  const { proposeCorrection } = await hub.ask<{ proposeCorrection: { correction: { number: number } } }>(
    'mutation { proposeCorrection(target: "/units/0202021", field: "name", value: "Inna", reason: "Tak") { correction { number } } }',
  );
  const { number } = proposeCorrection.correction;
  const row = `"number":${number}`;
  const before = await latest();
  expect(await file(`/releases/${before}/open-corrections.ndjson`)).not.toContain(row);
  await loadMetrics('17');
  await hub.app.refresh();
  const marked = await latest();
  expect(await file(`/releases/${marked}/open-corrections.ndjson`)).toContain(row);
  const decline = 'mutation ($n: Int!) { declineCorrection(number: $n, answer: "Nie") { userErrors { code } } }';
  await editor.graphql(decline, { n: number });
  await loadMetrics('18', 'Nowy opis');
  await hub.app.refresh();
  expect(await file(`/releases/${await latest()}/open-corrections.ndjson`)).not.toContain(row);
  expect(await file(`/releases/${marked}/open-corrections.csv`)).toContain(`${number},TERRITORIAL_UNIT,0202021,name`);
});
