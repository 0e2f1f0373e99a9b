/** What the importer of practices takes, leaves as it is and rejects, stated through the API. */
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { startHub } from '../harness/hub.ts';

const hub = await startHub();

interface File {
  readonly [collection: string]: unknown;
}

const load = (file: File, options = {}) =>
  hub.load('practices', 'practices.json', JSON.stringify({ asOf: '2026-01-01', ...file }), options);

const rzeszow = { id: 'jst-186301' };
const owner = (office: object): object => ({ role: 'OWNER', office });

interface Practice {
  readonly title: string;
  readonly summary: string | null;
  readonly cost: { amount: string; currency: string } | null;
  readonly release: { number: number };
  readonly source: { name: string; asOf: string };
  readonly offices: readonly { role: string; name: string }[];
  readonly startedOn: { text: string; first: string; last: string } | null;
}

async function practice(slug: string, lang = 'PL'): Promise<Practice | null> {
  const answer = await hub.ask<{ practice: Practice | null }>(
    `query ($slug: String!, $lang: Language!) { practice(slug: $slug) {
      title(lang: $lang) summary(lang: $lang) cost { amount currency } release { number } source { name asOf }
      offices { role name } startedOn { text first last } } }`,
    { slug, lang },
  );
  return answer.practice;
}

let count = 0;
let slug = '';
beforeEach(() => {
  count += 1;
  slug = `practice-${count}`;
});

/** With an entry that can be taken, for a file of which nothing can is refused. */
function beside(collection: string, entry: object): File {
  const taken = { slug: `${slug}-taken`, title: 'Y' };
  return collection === 'practices' ? { practices: [entry, taken] } : { [collection]: [entry], practices: [taken] };
}

describe('taking entries', () => {
  it('creates an entry, and finds nothing new in the same file', async () => {
    const file = {
      source: { name: 'A list', publisher: 'An office' },
      practices: [
        {
          slug,
          title: { pl: 'Tytuł', en: 'Title' },
          summary: 'Tylko po polsku',
          offices: [owner(rzeszow)],
          cost: { amount: '12345678901234.5', currency: 'PLN' },
          startedOn: '2024-02',
        },
      ],
    };
    const first = await load(file);
    expect(first).toMatchObject({ records: 1, created: 1, changed: 0, unchanged: 0, duplicates: 0, rejected: 0 });
    expect(await practice(slug, 'EN')).toEqual({
      title: 'Title',
      summary: 'Tylko po polsku',
      cost: { amount: '12345678901234.5', currency: 'PLN' },
      release: { number: first.release },
      source: { name: 'A list', asOf: '2026-01-01' },
      offices: [{ role: 'OWNER', name: 'Urząd Miasta Rzeszowa' }],
      startedOn: { text: '2024-02', first: '2024-02-01', last: '2024-02-29' },
    });
    expect(await load(file)).toMatchObject({ release: null, created: 0, changed: 0, unchanged: 1 });
  });

  it('knows an entry again whatever the order of its properties and however Polish alone is written', async () => {
    await load({ practices: [{ slug, title: 'Tytuł', cost: { amount: '1', currency: 'EUR' } }] });
    const again = await load({ practices: [{ cost: { currency: 'EUR', amount: '1' }, title: { pl: 'Tytuł' }, slug }] });
    expect(again).toMatchObject({ release: null, unchanged: 1 });
  });

  it('touches only what a partial file names, and takes away what it says is null', async () => {
    await load({
      practices: [
        { slug, title: 'Tytuł', summary: 'Zostaje', cost: { amount: '5', currency: 'PLN' } },
        { slug: `${slug}-other`, title: 'Inna' },
      ],
    });
    const before = await practice(`${slug}-other`);
    const partial = await load({ practices: [{ slug, title: 'Nowy tytuł', cost: null }] });
    expect(partial).toMatchObject({ created: 0, changed: 1, unchanged: 0 });
    expect(await practice(slug)).toMatchObject({ title: 'Nowy tytuł', summary: 'Zostaje', cost: null });
    expect(await practice(`${slug}-other`)).toEqual(before);
  });

  it('is the same in whatever order files of different days are loaded', async () => {
    const [a, b] = [slug, `${slug}-reversed`];
    const older = (name: string) =>
      load({
        asOf: '2024-01-01',
        practices: [
          {
            slug: name,
            title: 'Stary',
            summary: 'Stary opis',
            topics: ['health'],
            cost: { amount: '1', currency: 'PLN' },
          },
        ],
      });
    const newer = (name: string) =>
      load({
        asOf: '2025-01-01',
        practices: [{ slug: name, title: 'Nowy', topics: ['people', 'finance'], cost: null }],
      });
    await older(a);
    await newer(a);
    await newer(b);
    const late = await older(b);
    expect(late).toMatchObject({ changed: 1, rejected: 0 });
    expect(await practice(a)).toMatchObject({ title: 'Nowy', summary: 'Stary opis', cost: null });
    expect({ ...(await practice(b)), release: null, source: null }).toEqual({
      ...(await practice(a)),
      release: null,
      source: null,
    });
    expect(await older(a)).toMatchObject({ release: null, created: 0, changed: 0, unchanged: 1 });
    expect(await older(b)).toMatchObject({ release: null, unchanged: 1 });
  });

  it('lets a file that confirms what is known stand against an older one, without a release', async () => {
    const named = (title: string, asOf: string) => load({ asOf, practices: [{ slug, title }] });
    await named('Pierwszy', '2020-01-01');
    expect(await named('Pierwszy', '2024-01-01')).toMatchObject({ release: null, unchanged: 1 });
    expect(await named('Drugi', '2022-01-01')).toMatchObject({ release: null, unchanged: 1 });
    expect(await practice(slug)).toMatchObject({ title: 'Pierwszy' });
    expect(await named('Trzeci', '2024-01-01')).toMatchObject({ changed: 1 });
    expect(await practice(slug)).toMatchObject({ title: 'Trzeci' });
  });

  it('changes the rows of a list that differ and no other', async () => {
    const offices = [owner(rzeszow), owner({ id: 'jst-246601' })];
    await load({ practices: [{ slug, title: 'X', offices, topics: ['health', 'people'] }] });
    const { release } = await load({
      practices: [{ slug, title: 'X', offices: [owner(rzeszow)], topics: ['people', 'finance'], lessons: ['Y'] }],
    });
    const rows = await hub.database.pool.query(
      `SELECT 'office' AS row, office_id AS key, changed_in = $2 AS changed FROM practice_office WHERE practice_slug = $1
       UNION ALL SELECT 'topic', topic_slug, created_in = $2 FROM practice_topic WHERE practice_slug = $1 ORDER BY 1, 2`,
      [slug, release],
    );
    expect(rows.rows).toEqual([
      { row: 'office', key: 'jst-186301', changed: false },
      { row: 'topic', key: 'finance', changed: true },
      { row: 'topic', key: 'people', changed: false },
    ]);
  });

  it('counts the same entry stated twice as a duplicate, and rejects another describing it', async () => {
    const entry = { slug, title: 'Raz' };
    const report = await load({ practices: [entry, entry, { slug, title: 'Dwa' }] });
    expect(report).toMatchObject({ records: 3, created: 1, duplicates: 1, rejected: 1 });
    expect(report.rejectedRows).toMatchObject([{ row: 3, column: '$.practices[2].slug' }]);
    expect(report.rejectedRows[0]?.reason).toContain('$.practices[0]');
    expect(await practice(slug)).toMatchObject({ title: 'Raz' });
  });

  it('writes nothing in a dry run', async () => {
    expect(await load({ practices: [{ slug, title: 'Próba' }] }, { dryRun: true })).toMatchObject({
      release: null,
      created: 1,
      differences: [{ name: 'created', lines: [`PRACTICE ${slug} Próba`] }, { name: 'changed' }],
    });
    expect(await practice(slug)).toBeNull();
  });
});

describe('naming offices and units', () => {
  it('takes an office by its id here, its id in GraphQL, its exact name with a unit, or the unit alone', async () => {
    const global = Buffer.from('Office:jst-186301').toString('base64');
    const references = [
      rzeszow,
      { id: global },
      { name: 'urząd miasta RZESZOWA', unit: '1863011' },
      { unit: '1863011' },
      // The second code of a city with powiat rights.
      { unit: '1863' },
    ];
    for (const [index, reference] of references.entries()) {
      const report = await load({ practices: [{ slug: `${slug}-${index}`, title: 'X', offices: [owner(reference)] }] });
      expect(report.rejectedRows).toEqual([]);
      expect((await practice(`${slug}-${index}`))?.offices).toEqual([{ role: 'OWNER', name: 'Urząd Miasta Rzeszowa' }]);
    }
  });

  it.for([
    [{ name: 'Urząd Miasta Rzeszow' }, 'OFFICE_NOT_FOUND', 'No office of the hub has name "Urząd Miasta Rzeszow"'],
    [{ nip: '5882155172' }, 'OFFICE_NOT_FOUND', 'nip "5882155172"'],
    [{ ...rzeszow, unit: '2466011' }, 'OFFICE_NOT_FOUND', 'unit "2466011"'],
    [{ name: 'Urząd Miasta Rzeszowa', unit: '9999999' }, 'UNIT_NOT_FOUND', '"9999999"'],
    [{ unit: '0602' }, 'UNIT_NOT_FOUND', '"0602"'],
    [{ unit: '2604' }, 'OFFICE_NOT_FOUND', 'No office of the hub has unit "2604"'],
  ] as const)('rejects %j at its path and guesses nothing', async ([reference, kind, reason]) => {
    const practice = { slug, title: 'X', offices: [owner(rzeszow), owner(reference)] };
    const report = await load(beside('practices', practice));
    expect(report).toMatchObject({ created: 1, rejected: 1 });
    expect(report.rejectedRows[0]?.column).toBe('$.practices[0].offices[1].office');
    expect(report.rejectedRows[0]?.kind).toBe(kind);
    expect(report.rejectedRows[0]?.reason).toContain(reason);
  });

  it('takes no e-mail of a person, and does not repeat it', async () => {
    const channels = [{ email: 'nabor@example.org' }, { email: 'jan.nowak@example.org' }];
    const call = { slug, title: 'X', kind: 'PRACTICES', channels, steps: ['Napisać: anna.lis@example.org'] };
    const report = await load(beside('calls', call));
    expect(report).toMatchObject({ created: 1, rejected: 1 });
    expect(report.rejectedRows).toMatchObject([{ column: '$.calls[0].channels[1].email', kind: 'PERSONAL_DATA' }]);
    expect(report.rejectedRows[0]?.reason).toContain('Also $.calls[0].steps[0]');
    expect(JSON.stringify(report)).not.toMatch(/nowak|lis@/);
  });

  it('lists what was rejected among the problems of the release', async () => {
    const report = await load({
      practices: [
        { slug, title: 'X' },
        { slug: `${slug}-b`, title: 'Y', places: [{ unit: '0299' }] },
      ],
    });
    expect(report).toMatchObject({ records: 2, created: 1, rejected: 1 });
    const { problems } = await hub.ask<{ problems: unknown }>(
      'query ($release: Int!) { problems(filter: { releases: [$release] }) { nodes { kind row column reason text } } }',
      { release: report.release },
    );
    expect(problems).toEqual({
      nodes: [
        {
          kind: 'UNIT_NOT_FOUND',
          row: 2,
          column: '$.practices[1].places[0].unit',
          reason: 'No unit of the hub has or had the TERC "0299". Fix it, or load a register that has it.',
          text: `{"slug":"${slug}-b","title":"Y","places":[{"unit":"0299"}]}`,
        },
      ],
    });
  });
});

describe('what has not the shape of the format', () => {
  const cases: readonly [name: string, collection: string, entry: object, path: string, reason: string][] = [
    [
      'a wrong role',
      'practices',
      { title: 'X', offices: [{ role: 'BOSS', office: rzeszow }] },
      'offices[0].role',
      'OWNER',
    ],
    [
      'a party without a name',
      'practices',
      { title: 'X', offices: [{ role: 'OWNER' }] },
      'offices[0]',
      '"office" or "organisation"',
    ],
    ['a misspelt property', 'practices', { title: 'X', sumary: 'Y' }, 'sumary', 'no such property'],
    ['a text in English alone', 'practices', { title: { en: 'X' } }, 'title.pl', 'missing'],
    ['an inexact amount', 'practices', { title: 'X', cost: { amount: 1.5, currency: 'PLN' } }, 'cost.amount', 'string'],
    [
      'a day that does not exist',
      'practices',
      { title: 'X', startedOn: '2023-02-30' },
      'startedOn',
      'no day that exists',
    ],
    ['a new entry without a title', 'practices', { summary: 'X' }, 'title', 'needed'],
    ['an unknown topic', 'practices', { title: 'X', topics: ['magic'] }, 'topics[0]', 'citizen-service'],
    [
      'a slug that leads nowhere',
      'practices',
      { title: 'X', submissions: [{ call: 'none' }] },
      'submissions[0].call',
      '"calls"',
    ],
    ['an adoption by nobody', 'adoptions', { practice: 'deaf-help' }, 'adopter', 'needed'],
    [
      'an adopter without a name',
      'adoptions',
      { practice: 'deaf-help', adopter: {} },
      'adopter',
      '"office" or "organisation"',
    ],
    [
      'a close before the opening',
      'calls',
      { title: 'X', kind: 'PRACTICES', opensOn: '2020-02-01', closesOn: '2020-01-01' },
      'closesOn',
      'comes before',
    ],
    ['an address without a scheme', 'citations', { title: 'X', url: 'www.gov.pl' }, 'url', 'form'],
    [
      'a number of nothing',
      'events',
      { title: 'X', numbers: [{ of: 'PRACTICES' }] },
      'numbers[0]',
      '"planned" or "actual"',
    ],
    [
      'a session twice',
      'events',
      {
        title: 'X',
        sessions: [
          { slug: 'a', theme: 'A' },
          { slug: 'a', theme: 'B' },
        ],
      },
      'sessions[1].slug',
      'twice',
    ],
    [
      'a presentation of nothing',
      'events',
      { title: 'X', sessions: [{ slug: 'a', theme: 'A', presentations: [{ practice: 'none' }] }] },
      'sessions[0].presentations[0].practice',
      '"practices"',
    ],
  ];
  it.for(cases)('rejects %s by its path', async ([, collection, entry, path, reason]) => {
    const report = await load(beside(collection, { slug, ...entry }));
    expect(report).toMatchObject({ records: 2, created: 1, rejected: 1 });
    expect(report.rejectedRows[0]?.column).toBe(`$.${collection}[0].${path}`);
    expect(report.rejectedRows[0]?.reason).toContain(reason);
  });

  it('rejects what leads to a rejected entry, and takes the rest', async () => {
    const report = await load({
      practices: [
        { slug, title: 'Zła', startedOn: '2024', endedOn: '2023' },
        { slug: `${slug}-good`, title: 'Dobra' },
      ],
      adoptions: [{ slug: `${slug}-a`, practice: slug, adopter: { organisation: 'Inny urząd' } }],
      costBenefits: [{ slug: `${slug}-c`, practice: `${slug}-good`, benefits: [{ what: 'Krócej' }] }],
    });
    expect(report).toMatchObject({ records: 4, created: 2, rejected: 2 });
    expect(report.rejectedRows.map(({ column }) => column)).toEqual([
      '$.practices[0].endedOn',
      '$.adoptions[0].practice',
    ]);
  });

  it.for([
    ['has not the shape of the format', { title: 'X', stage: 'DONE' }],
    ['names an office that there is not', { title: 'X', offices: [owner({ id: 'nobody' })] }],
    ['leads nowhere itself', { title: 'X', livingLab: 'no-lab' }],
  ] as const)('says that an entry fell with another, which %s', async ([, wrong]) => {
    const report = await load({
      practices: [{ slug, ...wrong }],
      adoptions: [{ slug: `${slug}-a`, practice: slug, adopter: { organisation: 'Inny urząd' } }],
      citations: [{ slug: `${slug}-c`, title: 'Raport' }],
      costBenefits: [{ slug: `${slug}-c`, practice: `${slug}-nowhere`, citations: [`${slug}-c`] }],
    });
    expect(report).toMatchObject({ records: 4, created: 1, rejected: 3 });
    const [, adoption, assessment] = report.rejectedRows;
    expect(adoption).toMatchObject({ column: '$.adoptions[0].practice' });
    expect(adoption?.reason).toBe(
      `"${slug}" is in this file, but was rejected, and the hub does not have it. Fix "${slug}" first.`,
    );
    expect(assessment?.reason).toContain('neither in the hub nor in this file');
  });

  it('states several problems of one entry in one row', async () => {
    const report = await load(beside('practices', { slug, title: 'X', stage: 'DONE', cost: { amount: '1' } }));
    expect(report.rejected).toBe(1);
    expect(report.rejectedRows[0]?.reason).toContain('Also $.practices[0].cost.currency: It is missing.');
  });

  it.for([
    ['{ "practices": [', 'TRUNCATED', 'not JSON'],
    ['[]', 'UNKNOWN_FORMAT', 'at $'],
    ['{ "asOf": "2020-01-01", "practises": [] }', 'UNKNOWN_FORMAT', '$.practises'],
    ['{ "asOf": "2020-01-01", "practices": {} }', 'UNKNOWN_FORMAT', '$.practices'],
    ['{ "practices": [] }', 'NO_AS_OF_DATE', 'which day'],
  ] as const)('refuses the file %s whole', async ([text, reason, message]) => {
    const refused = hub.load('practices', 'practices.json', text);
    await expect(refused).rejects.toMatchObject({ reason, message: expect.stringContaining(message) });
  });
});

describe('days of calls and events', () => {
  it('may be months and years, and are found by all days that they may mean', async () => {
    const report = await load({
      calls: [
        { slug, title: 'Nabór', kind: 'PRACTICES', announcedOn: '2001', opensOn: '2002-02', closesOn: '2002-03' },
      ],
      events: [{ slug, title: 'Zjazd', startsOn: '2003', endsOn: '2004-05-06' }],
    });
    expect(report.rejectedRows).toEqual([]);
    const answer = await hub.ask(
      `query ($slug: String!) {
        call(slug: $slug) { announcedOn opensOn closesOn announcementDate { text } openingDate { first } closingDate { last } resultsDate { text } }
        event(slug: $slug) { startsOn startDate { text } endsOn endDate { text } } }`,
      { slug },
    );
    expect(answer).toEqual({
      call: {
        announcedOn: null,
        opensOn: null,
        closesOn: null,
        announcementDate: { text: '2001' },
        openingDate: { first: '2002-02-01' },
        closingDate: { last: '2002-03-31' },
        resultsDate: null,
      },
      event: { startsOn: null, startDate: { text: '2003' }, endsOn: '2004-05-06', endDate: { text: '2004-05-06' } },
    });
  });

  it.for([
    ['calls', { openOn: '2002-02-01' }, true],
    ['calls', { openOn: '2002-01-31' }, false],
    ['calls', { openOn: '2002-03-31' }, true],
    ['calls', { openOn: '2002-04-01' }, false],
    ['calls', { closesOn: { from: '2002-03-31' } }, true],
    ['calls', { closesOn: { from: '2002-04-01' } }, false],
    ['calls', { closesOn: { to: '2002-03-01' } }, true],
    ['calls', { closesOn: { to: '2002-02-28' } }, false],
    ['events', { heldOn: { from: '2003-12-31' } }, true],
    ['events', { heldOn: { from: '2004-01-01' } }, false],
    ['events', { heldOn: { to: '2003-01-01' } }, true],
    ['events', { heldOn: { to: '2002-12-31' } }, false],
  ] as const)('%s %j: %s', async ([list, filter, isFound]) => {
    await load({
      calls: [{ slug, title: 'Nabór', kind: 'PRACTICES', opensOn: '2002-02', closesOn: '2002-03' }],
      events: [{ slug, title: 'Zjazd', startsOn: '2003' }],
    });
    const type = list === 'calls' ? 'CallFilter' : 'EventFilter';
    const answer = await hub.ask<Record<string, { nodes: { slug: string }[] }>>(
      `query ($filter: ${type}) { ${list}(filter: $filter, first: 100) { nodes { slug } } }`,
      { filter },
    );
    expect(answer[list]?.nodes.some((node) => node.slug === slug)).toBe(isFound);
  });

  it.for([
    [{ calls: [{ title: 'X', kind: 'PRACTICES', opensOn: '2002-05', closesOn: '2002-04' }] }, 'closesOn'],
    [{ events: [{ title: 'X', startsOn: '2003-02-30' }] }, 'startsOn'],
    [{ events: [{ title: 'X', startsOn: '2003', endsOn: '2002' }] }, 'endsOn'],
  ])('rejects %j', async ([file, property]) => {
    const [list, [entry]] = Object.entries(file as Record<string, object[]>)[0] as [string, object[]];
    const report = await load(beside(list, { slug, ...entry }));
    expect(report).toMatchObject({ created: 1, rejected: 1 });
    expect(report.rejectedRows[0]?.column).toBe(`$.${list}[0].${property}`);
  });
});

describe('plain lists in csv', () => {
  it('takes a row a practice, and leaves what an empty cell does not say', async () => {
    const csv = [
      'slug;title_pl;title_en;stage;topics;office_id;cost_amount;cost_currency;started_on',
      `${slug};Punkt, nowy;A new point;IMPLEMENTED;people|health;jst-186301;100.50;PLN;2020`,
      `${slug}-b;"Z ""cudzysłowem""";;;;;;;`,
    ].join('\r\n');
    const report = await hub.load('practices', 'list.csv', csv, { asOf: '2026-01-01' });
    expect(report).toMatchObject({ records: 2, created: 2, rejected: 0, format: 'csv ; utf-8' });
    expect(await practice(slug, 'EN')).toMatchObject({
      title: 'A new point',
      cost: { amount: '100.50', currency: 'PLN' },
      offices: [{ role: 'OWNER', name: 'Urząd Miasta Rzeszowa' }],
    });
    expect(await practice(`${slug}-b`)).toMatchObject({ title: 'Z "cudzysłowem"', offices: [] });
    const update = await hub.load('practices', 'list.csv', `slug;title_pl;stage\n${slug};Inny;`, {
      asOf: '2026-01-02',
    });
    expect(update).toMatchObject({ changed: 1 });
    expect(await practice(slug)).toMatchObject({ title: 'Inny', startedOn: { text: '2020' } });
  });

  it('names the line and the column of what it cannot take', async () => {
    const csv = `slug;title_pl;stage;office_nip\n${slug};A;DONE;\n\n${slug}-b;B;IDEA;123\n${slug}-c;C;IDEA;\n`;
    const report = await hub.load('practices', 'list.csv', csv, { asOf: '2026-01-01' });
    expect(report.rejectedRows).toMatchObject([
      { row: 2, column: 'stage', original: `${slug};A;DONE;` },
      { row: 4, column: 'office_nip' },
    ]);
  });

  it('refuses columns that it does not know', async () => {
    const refused = hub.load('practices', 'list.csv', 'slug;tytul\na;b', { asOf: '2026-01-01' });
    await expect(refused).rejects.toMatchObject({
      reason: 'UNKNOWN_FORMAT',
      message: 'The column "tytul" is unknown or stands twice.',
    });
  });
});

it('takes the example of docs/practices.md', async () => {
  const text = await readFile('docs/practices.md', 'utf8');
  const example = /```json\n([\s\S]*?)\n```/.exec(text)?.[1] ?? '';
  const report = await hub.load('practices', 'example.json', example);
  expect(report.rejectedRows).toEqual([]);
  expect(report.created).toBe(report.records);
});
