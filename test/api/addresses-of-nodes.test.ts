/** `url` is a page of the hub, on every node; addresses elsewhere have names of their own. */
import { beforeAll, expect, test } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();
const elsewhere = 'https://example.org/there';
const idOf = (type: string, key: string): string => Buffer.from(`${type}:${key}`).toString('base64');

beforeAll(async () => {
  const office = { office: { id: 'jst-020202' } };
  const document = { title: 'Dokument', url: elsewhere };
  const file = {
    asOf: '2026-01-01',
    citations: [
      { slug: 'of-adoption', ...document },
      { slug: 'of-project', ...document },
      { slug: 'of-nobody', ...document },
    ],
    projects: [
      { slug: 'built', title: 'Projekt', period: '2021-2027', evidence: [document], citations: ['of-project'] },
    ],
    practices: [
      {
        slug: 'shown',
        title: 'Praktyka',
        offices: [{ role: 'OWNER', ...office }],
        evidence: [document],
        materials: [{ type: 'DOCUMENT', url: elsewhere }],
      },
    ],
    events: [
      {
        slug: 'fair',
        title: 'Targi',
        kind: 'CONFERENCE',
        materials: [{ type: 'SLIDES', url: elsewhere }],
        sessions: [
          {
            slug: 'first',
            theme: 'Temat',
            presentations: [{ practice: 'shown', materials: [{ type: 'RECORDING', url: elsewhere }] }],
          },
        ],
      },
    ],
    adoptions: [{ slug: 'adopted', practice: 'shown', adopter: office, url: elsewhere, citations: ['of-adoption'] }],
    costBenefits: [{ slug: 'assessed', practice: 'shown', url: elsewhere }],
  };
  const report = await hub.load('practices', 'practices.json', JSON.stringify(file));
  expect(report.rejectedRows).toEqual([]);
});

/** Ids of rows that no list gives out with their owner. */
async function idsOf(type: string, table: string, condition: string): Promise<string[]> {
  const { rows } = await hub.database.pool.query<{ id: string }>(`SELECT id FROM ${table} WHERE ${condition}`);
  return rows.map(({ id }) => idOf(type, id));
}

async function pageOf(id: string, field: string): Promise<{ url: string; elsewhere: string | null }> {
  const { node } = await hub.ask<{ node: { url: string; elsewhere: string | null } }>(
    `query ($id: ID!) { node(id: $id) { ...on ${field} } }`,
    { id },
  );
  return node;
}

test('what belongs to an entry has the page of the entry', async () => {
  for (const [type, key] of [
    ['Adoption', 'adopted'],
    ['CostBenefit', 'assessed'],
  ] as const) {
    expect(await pageOf(idOf(type, key), `${type} { url elsewhere: documentUrl }`)).toEqual({
      url: 'https://hub.test/practices/shown',
      elsewhere,
    });
  }
  const [ofPractice = ''] = await idsOf('Evidence', 'evidence', "practice_slug = 'shown'");
  const [ofProject = ''] = await idsOf('Evidence', 'evidence', "documented_project_slug = 'built'");
  const evidence = 'Evidence { url elsewhere: documentUrl }';
  expect(await pageOf(ofPractice, evidence)).toEqual({ url: 'https://hub.test/practices/shown', elsewhere });
  const project = await pageOf(ofProject, evidence);
  expect(project.url).toMatch(/^https:\/\/hub\.test\/projects\/./);
  const page = await hub.app.handler.fetch(project.url, { headers: { accept: 'text/html' } });
  expect(await page.text()).toContain('Projekt');
});

test('slides and recordings have the page of the practice or event', async () => {
  const pages = ['practice_slug = ', 'event_slug = ', 'presentation_id LIKE '].map(async (column, index) => {
    const keys = ["'shown'", "'fair'", "'fair/%'"];
    const [id = ''] = await idsOf('Material', 'material', column + keys[index]);
    return pageOf(id, 'Material { url elsewhere: contentUrl }');
  });
  expect(await Promise.all(pages)).toEqual([
    { url: 'https://hub.test/practices/shown', elsewhere },
    { url: 'https://hub.test/events/fair', elsewhere },
    { url: 'https://hub.test/events/fair', elsewhere },
  ]);
});

test('a document has the page of an entry that cites it, else that of the release that changed it', async () => {
  const urls = ['of-adoption', 'of-project', 'of-nobody'].map(async (slug) => {
    const found = await pageOf(idOf('Citation', slug), 'Citation { url elsewhere: documentUrl }');
    expect(found.elsewhere).toBe(elsewhere);
    return found.url;
  });
  const [adoption, project, nobody] = await Promise.all(urls);
  const { release } = await hub.ask<{ release: { url: string } }>('{ release { url } }');
  expect(adoption).toBe('https://hub.test/practices/shown');
  expect(project).toMatch(/^https:\/\/hub\.test\/projects\/./);
  expect(nobody).toBe(release.url);
});

test('pages of many documents cost one statement', async () => {
  await hub.ask('{ release { number } }');
  hub.statements();
  await hub.ask('{ practices(first: 100) { nodes { citations { url } } } }');
  expect(hub.statements()).toHaveLength(3);
});

test('a source has the page of the first release that was made from it', async () => {
  const { release, first } = await hub.ask<Record<string, { source: { url: string; publicationUrl: string } }>>(
    '{ release { source { url publicationUrl } } first: release(number: 1) { source { url publicationUrl } } }',
  );
  expect(release?.source).toEqual({ url: 'https://hub.test/releases/2', publicationUrl: '' });
  expect(first?.source.url).toBe('https://hub.test/releases/1');
  expect(first?.source.publicationUrl).toMatch(/^https:\/\//);
});
