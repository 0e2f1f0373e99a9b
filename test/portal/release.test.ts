/** The page of a release: what it changed, its files, whether it was taken back; the hub's own names in the reader's language. */
import { expect, test } from 'vitest';
import { retractRelease } from '#sources/retraction/retract.ts';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

async function page(path: string): Promise<string> {
  const response = await hub.app.handler.fetch(`http://hub.test${path}`, { headers: { accept: 'text/html' } });
  expect(response.status).toBe(200);
  return response.text();
}

test('has its changes by table, and the files as they were then', async () => {
  const list = 'key;name;kind;tier\r\nurzad-probny;Urząd Próbny;OTHER;GOVERNMENT\r\n';
  const { release } = await hub.load('offices', 'offices_2024-05-01.csv', list);
  const html = await page(`/releases/${release}`);
  expect(html).toMatch(/<code>Office<\/code>.*?utworzono.*?>1</s);
  expect(html).toContain(`href="/releases/${release}/units.csv"`);
  expect(html).toContain(`href="/releases/${release}/manifest.json"`);
  expect(html).toContain(`href="/changes?from=${Number(release) - 1}&amp;to=${release}"`);
  expect(html).toContain('opublikowane');
});

test('that was taken back says by which, and the other one what it takes back', async () => {
  const { release } = await retractRelease(hub.database, 2, { today: '2026-06-15' });
  await hub.app.refresh();
  const taken = await page('/en/releases/2');
  expect(taken).toMatch(/Withdrawn.*Taken back in release.*href="\/en\/releases\/3"/s);
  expect(await page(`/en/releases/${release}`)).toMatch(/Takes back release.*href="\/en\/releases\/2"/s);
});

test.for([
  ['/releases/1', /Zestaw początkowy węzła: z rejestru TERC/, /starter set/i],
  ['/en/releases/1', /Węzeł starter set, from the TERC register/, /Zestaw początkowy/],
] as const)('%s names the starter set in the language of the page', async ([path, expected, other]) => {
  const html = (await page(path)).replace(/<details.*?<\/details>/gs, '');
  expect(html).toMatch(expected);
  expect(html).not.toMatch(other);
});

test('an office without contact data has no heading for them, a programme without amounts no sum of 0', async () => {
  expect(await page('/offices/kwp-katowice')).not.toContain('Kontakt');
  expect(await page('/programmes')).not.toMatch(/>0\szł</);
});
