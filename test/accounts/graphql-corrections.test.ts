/** Corrections through the API: proposing, marks at the fact, deciding. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createAccount } from '#accounts';
import { startHub } from '../harness/hub.ts';
import { startMailServer } from '../harness/mail-server.ts';
import { signIn, Visitor } from '../harness/visitor.ts';

const mail = await startMailServer();
let now = new Date('2026-06-15T12:00:00Z');
const hub = await startHub({
  smtpUrl: mail.url,
  clock: () => now,
  cache: { answerBytes: 1e7, documentBytes: 1e7, maxAgeSeconds: 60, staleSeconds: 0 },
});
const practice = 'dzierzoniow-quality-programme';
let editor: Visitor;
let clerk: Visitor;

beforeAll(async () => {
  const at = { actor: null, now };
  await createAccount(hub.database.pool, { email: 'editor@urzad.test', role: 'EDITOR' }, at);
  editor = await signIn(hub, mail, 'editor@urzad.test');
  clerk = await signIn(hub, mail, 'clerk@urzad.test');
});

const propose = `mutation ($target: ID!, $field: String!, $value: String!, $reason: String!, $evidence: String, $key: String) {
  proposeCorrection(
    target: $target, field: $field, value: $value, reason: $reason, evidence: $evidence, idempotencyKey: $key
  ) {
    correction { number state field value url targetType targetKey targetUrl }
    userErrors { code path message(lang: EN) }
  }
}`;
const proposal = { target: `/practices/${practice}`, field: 'title', value: 'Right title', reason: 'Planted5ecret' };

interface Proposed {
  readonly correction: { readonly number: number } | null;
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] }[];
}

/** Hours later, so that the tests do not use up one another's rate. */
async function proposed(variables: object): Promise<Proposed> {
  now = new Date(now.getTime() + 61 * 60_000);
  await Promise.all([editor.get('/account'), clerk.get('/account')]);
  return send(variables);
}

async function send(variables: object): Promise<Proposed> {
  const data = await hub.ask<{ proposeCorrection: Proposed }>(propose, { ...variables });
  return data.proposeCorrection;
}

async function openNumbers(): Promise<number[]> {
  const data = await hub.ask<{ practice: { corrections: { number: number }[] } }>(
    '($slug: ID!) { practice(id: $slug) { corrections { number } } }'.replace('($slug', 'query ($slug'),
    { slug: practice },
  );
  return data.practice.corrections.map(({ number }) => number);
}

describe('proposeCorrection', () => {
  test('opens a public ticket, without an account and without what was proposed', async () => {
    const { correction, userErrors } = await proposed(proposal);
    expect(userErrors).toEqual([]);
    expect(correction).toMatchObject({
      state: 'OPEN',
      field: 'title',
      value: null,
      targetType: 'PRACTICE',
      targetKey: practice,
      targetUrl: `https://hub.test/practices/${practice}`,
      url: `https://hub.test/corrections/${correction?.number}`,
    });
  });

  test('names an entry by its global id as well, a unit by the one that stays the same', async () => {
    const entries = await hub.ask<Record<string, { id: string }>>(
      `{ practice(id: "${practice}") { id } office(id: "jst-020202") { id } territorialUnit(terc: "0202021") { id } }`,
    );
    const keys = [];
    for (const { id } of Object.values(entries)) {
      const { correction } = await proposed({ ...proposal, target: id, field: 'other' });
      keys.push((correction as unknown as { targetKey: string }).targetKey);
    }
    expect(keys).toEqual([practice, 'jst-020202', '0202021']);
  });

  test.for([
    [{ value: ' ' }, 'EMPTY_VALUE', 'value'],
    [{ reason: '' }, 'EMPTY_REASON', 'reason'],
    [{ reason: 'Ask jan@urzad.test' }, 'PERSONAL_DATA', 'reason'],
    [{ value: 'x'.repeat(2_001) }, 'TOO_LONG', 'value'],
    [{ field: '<script>' }, 'UNKNOWN_FIELD', 'field'],
    [{ field: 'Jan Niebywały of Long Street is a thief' }, 'UNKNOWN_FIELD', 'field'],
    [{ target: '/offices/jst-020202', field: 'title.en' }, 'UNKNOWN_FIELD', 'field'],
    [{ evidence: 'javascript:alert(1)' }, 'NOT_AN_ADDRESS', 'evidence'],
    [{ target: '/practices/no-such-practice' }, 'UNKNOWN_TARGET', 'target'],
    [{ key: 'x'.repeat(101) }, 'TOO_LONG', 'idempotencyKey'],
  ] as const)('says what is wrong as a value: %j', async ([given, code, path]) => {
    const { correction, userErrors } = await proposed({ ...proposal, ...given });
    expect(correction).toBeNull();
    expect(userErrors).toMatchObject([{ code, path: [path] }]);
  });

  const technical = ['id', 'slug', 'url', 'release', 'corrections', 'amendments', 'matches', 'originalRow', 'project'];

  test('may name every field of a type, and `other`', async () => {
    const { __schema: schema } = await hub.ask<{
      __schema: { types: { name: string; fields: { name: string }[] | null }[] };
    }>('{ __schema { types { name fields { name } } } }');
    const { __type: targets } = await hub.ask<{ __type: { enumValues: { name: string }[] } }>(
      '{ __type(name: "CorrectionTargetType") { enumValues { name } } }',
    );
    for (const { name: target } of targets.enumValues) {
      const type = target.toLowerCase().replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
      const fields = schema.types.find(({ name }) => name === type)?.fields?.map(({ name }) => name) ?? [];
      expect(fields).not.toEqual([]);
      const { correctableFields } = await hub.ask<{ correctableFields: string[] }>(
        `{ correctableFields(type: ${target}) }`,
      );
      expect(fields.filter((field) => ![...technical, ...correctableFields].includes(field))).toEqual([]);
      expect(correctableFields.at(-1)).toBe('other');
    }
  });

  test('refuses what names no entry', async () => {
    const { data, errors } = await hub.answer(propose, { ...proposal, target: '/data' });
    expect(data).toEqual({ proposeCorrection: null });
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  test('is done once under a key, however often and at once it is sent', async () => {
    const first = await proposed({ ...proposal, key: 'once' });
    const again = await Promise.all([1, 2, 3].map(() => send({ ...proposal, key: 'once' })));
    expect(again.map(({ correction }) => correction?.number)).toEqual(Array(3).fill(first.correction?.number));
    expect((await send({ ...proposal, key: 'once', value: 'Other' })).userErrors).toMatchObject([
      { code: 'KEY_REUSED', path: ['idempotencyKey'] },
    ]);
    const keyless = await Promise.all([1, 2].map(() => send(proposal)));
    expect(new Set(keyless.map(({ correction }) => correction?.number)).size).toBe(2);
  });

  test('comes ten times an hour from one network', async () => {
    await proposed(proposal);
    const codes = [];
    for (let index = 0; index < 11; index += 1) codes.push((await send(proposal)).userErrors[0]?.code ?? 'OPENED');
    expect(codes).toEqual([...Array<string>(9).fill('OPENED'), 'RATE_LIMITED', 'RATE_LIMITED']);
  });

  test('is not sent by GET', async () => {
    const query = `mutation { proposeCorrection(target: "/practices/${practice}", field: "title", value: "b", reason: "c") { userErrors { code } } }`;
    const response = await hub.app.handler.fetch(`http://hub.test/graphql?${new URLSearchParams({ query })}`);
    expect(response.status).toBe(405);
  });
});

describe('open corrections', () => {
  test('stand at their entry in the API, though the release stays the same', async () => {
    const before = await openNumbers();
    const { correction } = await proposed(proposal);
    expect(await openNumbers()).toEqual([...before, correction?.number]);
  });

  test('are on the page of their entry, in both languages, and on no other', async () => {
    const { correction } = await proposed(proposal);
    for (const prefix of ['', '/en']) {
      await vi.waitFor(async () => {
        const { html } = await new Visitor(hub).get(`${prefix}/practices/${practice}`);
        expect(html).toContain(`href="${prefix}/corrections/${correction?.number}"`);
        expect(html).not.toContain('Right title');
      });
    }
    expect((await new Visitor(hub).get('/practices')).html).not.toContain('class="notice corrections"');
  });

  test('are a list in pages, newest first, by state and entry', async () => {
    const query = `query ($after: String) {
      corrections(filter: { targets: ["/practices/${practice}"], states: [OPEN] }, first: 2, after: $after) {
        totalCount nodes { number state targetKey } pageInfo { hasNextPage endCursor }
      }
    }`;
    interface Page {
      readonly corrections: {
        readonly totalCount: number;
        readonly nodes: { number: number }[];
        readonly pageInfo: { endCursor: string };
      };
    }
    const { corrections: first } = await hub.ask<Page>(query);
    const { corrections: second } = await hub.ask<Page>(query, { after: first.pageInfo.endCursor });
    const numbers = [...first.nodes, ...second.nodes].map(({ number }) => number);
    expect(numbers).toEqual((await openNumbers()).toReversed().slice(0, 4));
    expect(first.totalCount).toBe((await openNumbers()).length);
  });

  test('are files, too, with nothing that is not public', async () => {
    for (const path of ['/corrections.csv', '/en/corrections.ndjson']) {
      const response = await hub.app.handler.fetch(`https://hub.test${path}`);
      expect(response.status).toBe(200);
      const body = await response.text();
      expect(body).toContain(practice);
      expect(body).not.toMatch(/Right title|Planted5ecret/);
    }
  });
});

describe('deciding', () => {
  const accept =
    'mutation ($n: Int!) { acceptCorrection(number: $n) { correction { state value conflict release { number } } userErrors { code } } }';
  const decline =
    'mutation ($n: Int!, $answer: String!) { declineCorrection(number: $n, answer: $answer) { correction { state answer } userErrors { code path } } }';

  test('is for editors, whose session counts only from pages of the hub', async () => {
    const { correction } = await proposed(proposal);
    const variables = { n: correction?.number };
    for (const answer of [
      await hub.answer(accept, variables),
      await clerk.graphql(accept, variables),
      await editor.graphql(accept, variables, { origin: 'https://elsewhere.example' }),
      await editor.graphql(accept, variables, {}),
    ]) {
      expect(answer.data).toEqual({ acceptCorrection: null });
      expect(answer.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
    const proposals = '{ viewer { role correctionsToDecide { nodes { value reason correction { number } } } } }';
    expect(await hub.ask(proposals)).toEqual({ viewer: null });
    expect((await clerk.graphql(proposals)).data).toEqual({
      viewer: { role: 'CONTRIBUTOR', correctionsToDecide: null },
    });
    expect(JSON.stringify((await editor.graphql(proposals)).data)).toContain('Planted5ecret');
  });

  test('shows a ticket as each mutation of a document leaves it', async () => {
    now = new Date(now.getTime() + 61 * 60_000);
    await editor.get('/account');
    // The same ticket each time it is sent.
    const reported = `reported: proposeCorrection(target: "${proposal.target}", field: "title", value: "Right title",
      reason: "Planted5ecret", idempotencyKey: "in one document") { correction { number state } }`;
    const first = await editor.graphql(`mutation { ${reported} }`);
    const { correction } = (first.data as { reported: Proposed }).reported;
    const declined = `declined: declineCorrection(number: ${correction?.number}, answer: "No") { correction { number state } }`;
    expect((await editor.graphql(`mutation { ${reported} ${declined} }`)).data).toEqual({
      reported: { correction: { number: correction?.number, state: 'OPEN' } },
      declined: { correction: { number: correction?.number, state: 'DECLINED' } },
    });
  });

  test('declines with a reason that everyone sees', async () => {
    const { correction } = await proposed(proposal);
    const n = correction?.number;
    const empty = await editor.graphql(decline, { n, answer: ' ' });
    expect(empty.data).toMatchObject({
      declineCorrection: { userErrors: [{ code: 'EMPTY_REASON', path: ['answer'] }] },
    });
    expect((await editor.graphql(decline, { n, answer: 'It is right as it is.' })).data).toEqual({
      declineCorrection: { correction: { state: 'DECLINED', answer: 'It is right as it is.' }, userErrors: [] },
    });
    const twice = await editor.graphql(decline, { n, answer: 'Again' });
    expect(twice.data).toMatchObject({ declineCorrection: { userErrors: [{ code: 'NOT_POSSIBLE' }] } });
    const unknown = await editor.graphql(decline, { n: 999_999, answer: 'x' });
    expect(unknown.data).toMatchObject({ declineCorrection: { userErrors: [{ code: 'NOT_FOUND' }] } });
  });

  const file = (title: string): string =>
    JSON.stringify({ asOf: '2026-06-01', practices: [{ slug: practice, title, summary: 'Streszczenie' }] });

  test('accepts a correction of a practice: imports do not overwrite it, and the conflict is shown', async () => {
    const { correction } = await proposed({ ...proposal, value: 'Poprawiony tytuł' });
    const n = correction?.number;
    const before = await hub.ask<{ release: { number: number } }>('{ release { number } }');
    expect(await editor.graphql(accept, { n })).toMatchObject({
      data: {
        acceptCorrection: {
          correction: {
            state: 'ACCEPTED',
            value: 'Poprawiony tytuł',
            conflict: null,
            release: { number: before.release.number + 1 },
          },
          userErrors: [],
        },
      },
    });
    const title = `{ practice(id: "${practice}") { title summary source { name } } release { source { name } } }`;
    expect(await hub.ask(title)).toMatchObject({
      practice: { title: 'Poprawiony tytuł' },
      release: { source: { name: `Poprawka ${n}` } },
    });
    await hub.load('practices', 'later.json', file('Tytuł z pliku'));
    expect(await hub.ask(title)).toMatchObject({ practice: { title: 'Poprawiony tytuł', summary: 'Streszczenie' } });
    const ticket = `{ correction(number: ${n}) { conflict } }`;
    expect(await hub.ask(ticket)).toEqual({ correction: { conflict: 'Tytuł z pliku' } });
    expect((await new Visitor(hub).get(`/en/corrections/${n}`)).html).toContain('Tytuł z pliku');
    await hub.load('practices', 'latest.json', file('Poprawiony tytuł'));
    expect(await hub.ask(ticket)).toEqual({ correction: { conflict: null } });
    // Editors may correct their own correction.
    const next = await proposed({ ...proposal, value: 'Jeszcze lepszy tytuł' });
    await editor.graphql(accept, { n: next.correction?.number });
    expect(await hub.ask(title)).toMatchObject({ practice: { title: 'Jeszcze lepszy tytuł' } });
  });

  test.for([
    ['/calls/', 'closesOn', '2017-08-07', 'closesOn'],
    ['/events/', 'startsOn', '2017-10-26', 'startsOn'],
  ] as const)('accepts corrections of other entries: %s', async ([folder, field, value, selected]) => {
    const list = folder === '/calls/' ? 'calls' : 'events';
    const found = await hub.ask<Record<string, { nodes: { slug: string }[] }>>(
      `{ ${list}(first: 1) { nodes { slug } } }`,
    );
    const slug = found[list]?.nodes[0]?.slug ?? '';
    const wrong = await proposed({ ...proposal, target: folder + slug, field, value: 'whenever' });
    const refused = await editor.graphql(accept, { n: wrong.correction?.number });
    expect(refused.data).toMatchObject({ acceptCorrection: { userErrors: [{ code: 'NOT_POSSIBLE' }] } });
    const right = await proposed({ ...proposal, target: folder + slug, field, value });
    const accepted = await editor.graphql(accept, { n: right.correction?.number });
    expect(accepted.data).toMatchObject({ acceptCorrection: { correction: { state: 'ACCEPTED' } } });
    const single = list.slice(0, -1);
    const answer = await hub.ask<Record<string, object>>(`{ ${single}(slug: "${slug}") { ${selected} } }`);
    expect(answer[single]).toEqual({ [selected]: value });
  });

  test('states nothing of what editors cannot state themselves', async () => {
    const { correction } = await proposed({ ...proposal, target: '/units/0202021', field: 'name' });
    const answer = await editor.graphql(accept, { n: correction?.number });
    expect(answer.data).toMatchObject({ acceptCorrection: { userErrors: [{ code: 'NOT_POSSIBLE' }] } });
  });
});
