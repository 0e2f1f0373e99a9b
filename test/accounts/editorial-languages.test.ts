/** Of a text editors may state one language: the other one stays that of files. */
import { beforeEach, expect, test } from 'vitest';
import { EditorialHub } from '../harness/editors.ts';

const editors = await EditorialHub.start();
const { hub } = editors;
let count = 0;
const slug = (): string => `proba-${count}`;
const page = (): string => `/practices/${slug()}`;

beforeEach(() => {
  count += 1;
});

let files = 0;
function load(title: unknown, asOf = '2026-06-01'): Promise<unknown> {
  files += 1;
  const practice = { slug: slug(), title, summary: `Streszczenie ${files}` };
  return hub.load('practices', `p-${files}.json`, JSON.stringify({ asOf, practices: [practice] }));
}

async function shown(): Promise<{ title: string; en: string }> {
  const query = 'query ($slug: ID!) { practice(id: $slug) { title(lang: PL) en: title(lang: EN) } }';
  return (await hub.ask<{ practice: { title: string; en: string } }>(query, { slug: slug() })).practice;
}

const conflicts = async () => (await editors.conflicts()).filter(({ targetKey }) => targetKey === slug());
const statements = async (): Promise<string[]> => {
  const lines = await editors.file(`/releases/${await editors.latest()}/editorial-statements.ndjson`);
  return lines.split('\n').filter((line) => line.includes(slug()));
};

test('the English of files stays, and comes with later ones, where editors state the Polish alone', async () => {
  await load('Z pliku');
  const release = await editors.correct(page(), 'title', 'Redakcji');
  await load({ pl: 'Z pliku', en: 'Of a file' });
  expect(await shown()).toEqual({ title: 'Redakcji', en: 'Of a file' });
  await load({ pl: 'Z pliku', en: 'Of a later file' }, '2026-06-02');
  expect(await shown()).toEqual({ title: 'Redakcji', en: 'Of a later file' });
  expect(await conflicts()).toEqual([]);
  expect(await statements()).toHaveLength(1);
  await load({ pl: 'Inny z pliku', en: 'Of a later file' }, '2026-06-02');
  expect(await conflicts()).toMatchObject([{ field: 'title', value: 'Redakcji', listedValue: 'Inny z pliku' }]);
  await editors.retract(release);
  expect(await shown()).toEqual({ title: 'Inny z pliku', en: 'Of a later file' });
  expect(await statements()).toEqual([]);
});

test('the newest file states the other language, whatever the order in which files are loaded', async () => {
  await load({ pl: 'Z pliku', en: 'Of a file' }, '2026-06-03');
  await editors.correct(page(), 'title', 'Redakcji');
  await load({ pl: 'Z pliku', en: 'Of an older file' }, '2026-06-02');
  expect(await shown()).toEqual({ title: 'Redakcji', en: 'Of a file' });
  await load('Z pliku', '2026-06-04');
  expect(await shown()).toEqual({ title: 'Redakcji', en: 'Redakcji' });
});

test('the Polish of files stays, and comes with later ones, where editors state the English alone', async () => {
  await load('Z pliku');
  const release = await editors.correct(page(), 'title.en', 'Of the editors');
  await load('Z nowego pliku', '2026-06-02');
  expect(await shown()).toEqual({ title: 'Z nowego pliku', en: 'Of the editors' });
  expect(await conflicts()).toEqual([]);
  await load({ pl: 'Z nowego pliku', en: 'Of a file' }, '2026-06-03');
  expect(await shown()).toEqual({ title: 'Z nowego pliku', en: 'Of the editors' });
  expect(await conflicts()).toMatchObject([{ field: 'title.en', value: 'Of the editors', listedValue: 'Of a file' }]);
  await editors.retract(release);
  expect(await shown()).toEqual({ title: 'Z nowego pliku', en: 'Of a file' });
});

test('a correction under another one is taken back, and does not come back with it', async () => {
  await load('Z pliku');
  const first = await editors.correct(page(), 'title', 'Pierwszy');
  const second = await editors.correct(page(), 'title', 'Drugi');
  await editors.retract(first);
  expect((await shown()).title).toBe('Drugi');
  await expect(editors.retract(first)).rejects.toThrow('taken back');
  await editors.retract(second);
  expect((await shown()).title).toBe('Z pliku');
});

test('both languages are of editors where both were stated', async () => {
  await load({ pl: 'Z pliku', en: 'Of a file' });
  await editors.correct(page(), 'title', 'Redakcji');
  await editors.correct(page(), 'title.en', 'Of the editors');
  await load({ pl: 'Inny z pliku', en: 'Other of a file' }, '2026-06-02');
  expect(await shown()).toEqual({ title: 'Redakcji', en: 'Of the editors' });
  expect((await conflicts()).map(({ field }) => field)).toEqual(['title', 'title.en']);
});

test('a statement that an earlier version wrote beside the other language hides no file', async () => {
  await load({ pl: 'Z pliku', en: 'Of a file' });
  await editors.correct(page(), 'title', 'Redakcji');
  await hub.database.pool.query(
    `INSERT INTO editorial_statement (target_type, target, field, value, listed_value, overruled_value, practice_slug, source_id, changed_in)
      SELECT target_type, target, 'title.en', 'Of a file', 'Of a file', 'Of a file', practice_slug, source_id, changed_in
      FROM editorial_statement WHERE target = $1`,
    [slug()],
  );
  await load({ pl: 'Z pliku', en: 'Of a later file' }, '2026-06-02');
  expect(await shown()).toEqual({ title: 'Redakcji', en: 'Of a later file' });
  expect(await statements()).toHaveLength(1);
});
