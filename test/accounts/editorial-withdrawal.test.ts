/** What editors stated and take back: everything of the files is there again, and nothing that was taken back before. */
import { expect, test } from 'vitest';
import { type Conflict, EditorialHub } from '../harness/editors.ts';

const editors = await EditorialHub.start();
const { hub } = editors;
const page = '/practices/proba';

let loaded = 0;
function load(properties: object): Promise<unknown> {
  loaded += 1;
  const practice = { slug: 'proba', title: 'Tytuł', summary: `Streszczenie ${loaded}`, ...properties };
  return hub.load('practices', `p-${loaded}.json`, JSON.stringify({ asOf: '2026-06-01', practices: [practice] }));
}

async function practice(): Promise<{ title: string; en: string | null; materials: { contentUrl: string | null }[] }> {
  const query = '{ practice(id: "proba") { title en: title(lang: EN) materials { contentUrl } } }';
  return (await hub.ask<{ practice: { title: string; en: string; materials: { contentUrl: string }[] } }>(query))
    .practice;
}

test('a correction that was taken back does not come back with the one over it', async () => {
  await load({ title: { pl: 'Z pliku', en: 'Of the file' } });
  const first = await editors.correct(page, 'title', 'Pierwszy');
  const second = await editors.correct(page, 'title', 'Drugi');
  await editors.retract(first);
  expect(await practice()).toMatchObject({ title: 'Drugi', en: 'Of the file' });
  await load({ title: { pl: 'Z pliku', en: 'Of a later file' } });
  expect(await practice()).toMatchObject({ title: 'Drugi', en: 'Of a later file' });
  await editors.retract(second);
  expect(await practice()).toMatchObject({ title: 'Z pliku', en: 'Of a later file' });
  expect(await editors.file(`/releases/${await editors.latest()}/editorial-statements.ndjson`)).not.toContain('proba');
  await load({ title: 'Z nowego pliku' });
  expect((await practice()).title).toBe('Z nowego pliku');
});

test('a conflict that was open is open again when the correction over it is taken back', async () => {
  await load({ title: 'Z pliku' });
  const kept = await editors.correct(page, 'title', 'Pierwszy');
  await load({ title: 'Inny z pliku' });
  expect(await editors.conflictOf('PRACTICE')).toMatchObject({ value: 'Pierwszy', listedValue: 'Inny z pliku' });
  const second = await editors.correct(page, 'title', 'Drugi');
  expect(await editors.conflictOf('PRACTICE')).toBeUndefined();
  await editors.retract(second);
  expect((await practice()).title).toBe('Pierwszy');
  expect(await editors.conflictOf('PRACTICE')).toMatchObject({ value: 'Pierwszy', listedValue: 'Inny z pliku' });
  await editors.retract(kept);
});

test('a list that editors empty is stated, and a file that fills it again is a conflict', async () => {
  const one = { type: 'DOCUMENT', title: 'Podręcznik', url: 'https://one.example/' };
  const { type, title, url } = one;
  await load({ materials: [one] });
  const release = await editors.correct(page, 'materials', '[]');
  expect((await practice()).materials).toEqual([]);
  await load({ materials: [{ url, title, type }] });
  expect((await practice()).materials).toEqual([]);
  expect(await editors.conflictOf('PRACTICE')).toBeUndefined();
  await load({ materials: [one, { ...one, url: 'https://two.example/' }] });
  expect((await practice()).materials).toEqual([]);
  const conflict = await editors.conflictOf('PRACTICE');
  expect(conflict).toMatchObject({ field: 'materials', value: '[]' });
  expect(conflict?.listedValue).toContain('https://two.example/');
  await editors.retract(release);
  expect((await practice()).materials.map((material) => material.contentUrl)).toEqual([
    'https://one.example/',
    'https://two.example/',
  ]);
  await load({ materials: [] });
  expect((await practice()).materials).toEqual([]);
});

test.each([
  ['that is longer than a form takes', `Początek ${'x'.repeat(12_000)}`],
  ['with white space at its ends', '  Wcięty tytuł  '],
])('a conflict over a text %s is resolved on the page', async (_, listed) => {
  await load({ problem: 'Problem z pliku' });
  const release = await editors.correct(page, 'problem', 'Problem redakcji');
  await load({ problem: listed });
  expect(((await editors.conflictOf('PRACTICE')) as Conflict).listedValue).toBe(listed);
  const shown = await editors.editor.get('/en/account/conflicts');
  const value = (name: string): string => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(shown.html)?.[1] ?? '';
  const answer = await editors.editor.send('POST', '/en/account/conflicts', {
    csrf: value('csrf'),
    type: value('type'),
    key: value('key'),
    field: value('field'),
    listed: value('listed'),
    resolution: 'KEEP',
  });
  expect(answer.status).toBe(200);
  expect(await editors.conflictOf('PRACTICE')).toBeUndefined();
  await editors.retract(release);
});

const loadShare = (value: string, attribute: string) => {
  const head = '"Kod";"Nazwa";"Wyszczególnienie";"Rok";"Wartosc";"Jednostka miary";"Atrybut";';
  const row = `0202021;"Dzierżoniów (1)";"wskaźnik próbny";"2024";${value};"%";"${attribute}";`;
  return hub.load('bdl', 'LUDN_9007_CREL_20250101000000.csv', `${head}\n${row}\n`);
};

async function share(): Promise<{ id: string }> {
  const { observations } = await hub.ask<{ observations: { nodes: { id: string; metric: { name: string } }[] } }>(
    `{ observations(filter: { subjects: [{ terc: "0202021" }] }, first: 50) {
      nodes { id value flag mark verbatim metric { name } }
    } }`,
  );
  return observations.nodes.find(({ metric }) => metric.name.includes('wskaźnik próbny')) as { id: string };
}

test.each([
  ['2,50', 's'],
  ['0', 'a'],
  ['0', 'x'],
])('an observation of %s with the attribute %s has flag, mark and writing of its file again', async (text, mark) => {
  await loadShare(text, mark);
  const before = await share();
  expect(before).toMatchObject({ mark, verbatim: text });
  const release = await editors.correct(before.id, 'value', '7');
  expect(await share()).toMatchObject({ value: 7, flag: 'NORMAL', mark: null, verbatim: '7' });
  await editors.retract(release);
  expect(await share()).toEqual(before);
  const again = await editors.correct(before.id, 'value', '8');
  await loadShare('3,10', 's');
  await editors.retract(again);
  expect(await share()).toMatchObject({ value: 3.1, flag: 'PROVISIONAL', mark: 's', verbatim: '3,10' });
});

test('an amount that a document writes in another way is no conflict', async () => {
  const document = (value: string, summary: string) =>
    hub.load(
      'practices',
      `projekt-${summary}.json`,
      JSON.stringify({
        asOf: '2026-06-01',
        projects: [{ slug: 'projekt', title: 'Projekt próbny', summary, period: '2007-2013', value }],
      }),
    );
  await document('900.00', 'a');
  const { projects } = await hub.ask<{ projects: { nodes: { id: string; title: string }[] } }>(
    '{ projects(filter: { text: "Projekt próbny" }, first: 1) { nodes { id title } } }',
  );
  await editors.correct(projects.nodes[0]?.id ?? '', 'value', '1 000,00');
  await document('1000.00', 'b');
  expect(await editors.conflictOf('PROJECT')).toBeUndefined();
  await document('1100.50', 'c');
  expect(await editors.conflictOf('PROJECT')).toMatchObject({ value: '1000', listedValue: '1100.5' });
});
